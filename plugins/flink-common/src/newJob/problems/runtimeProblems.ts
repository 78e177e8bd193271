import type { PlatformStandards } from '../../standards';
import type { PlanProblem } from '../JobPlan';
import type { NewJobForm } from '../NewJobForm';

/** A line of Flink that is not offered, or not any more. */
export function runtimeProblems(
  form: NewJobForm,
  standards: PlatformStandards,
  today: string,
): PlanProblem[] {
  const { allowed, preview } = standards.runtimes[form.target];
  const retiring = standards.runtimes.retiring[form.flinkVersion];
  if (![...allowed, ...preview].includes(form.flinkVersion)) {
    return [
      {
        field: 'flinkVersion',
        message: `Flink ${
          form.flinkVersion
        } is not offered here; choose one of ${[...allowed, ...preview].join(
          ', ',
        )}.`,
      },
    ];
  }
  return retiring && today >= retiring.until
    ? [
        {
          field: 'flinkVersion',
          message: `Flink ${form.flinkVersion} is not offered since ${retiring.until}: ${retiring.reason}.`,
        },
      ]
    : [];
}
