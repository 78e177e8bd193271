import { monthlyCost, type JobSize } from '../../sizing';
import type { PlatformStandards, StandardEnvironment } from '../../standards';
import type { PlanProblem } from '../JobPlan';
import type { NewJobForm } from '../NewJobForm';
import { placeOf } from '../placeOf';

/** A job that is larger or dearer than an environment allows. */
export function sizeProblems(
  form: NewJobForm,
  size: JobSize,
  standards: PlatformStandards,
  chosen: StandardEnvironment[],
): PlanProblem[] {
  return chosen.flatMap(environment => {
    const problems: PlanProblem[] = [];
    const { name, maxParallelism, maxMonthlyUsd } = environment;
    if (size.parallelism > maxParallelism) {
      problems.push({
        field: 'load',
        message: `The load needs parallelism ${size.parallelism}; ${name} allows ${maxParallelism}. Ask ${standards.organization.platformTeam} for more, or leave out ${name}.`,
      });
    }
    const place = placeOf(form, environment);
    const cost =
      place && monthlyCost(form.target, size, place.region, standards);
    if (cost && cost.totalUsd > maxMonthlyUsd) {
      problems.push({
        field: 'load',
        message: `About $${Math.round(
          cost.totalUsd,
        )} a month is over the $${maxMonthlyUsd} that ${name} allows one job.`,
      });
    }
    return problems;
  });
}
