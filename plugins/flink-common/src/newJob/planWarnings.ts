import type { PlatformStandards } from '../standards';
import type { NewJobForm } from './NewJobForm';

/** What is legal and still worth knowing. */
export function planWarnings(
  form: NewJobForm,
  ofSize: readonly string[],
  standards: PlatformStandards,
  totalUsd: number | undefined,
): string[] {
  const { preview, allowed } = standards.runtimes[form.target];
  const retiring = standards.runtimes.retiring[form.flinkVersion];
  const approval = standards.environments
    .filter(({ name }) => form.environments.includes(name))
    .filter(
      ({ approvalAboveMonthlyUsd: limit }) =>
        limit !== undefined && totalUsd !== undefined && totalUsd > limit,
    )
    .map(
      ({ name, approvalAboveMonthlyUsd }) =>
        `About $${Math.round(
          totalUsd!,
        )} a month is over $${approvalAboveMonthlyUsd}: ${name} needs the platform team's approval.`,
    );
  return [
    ...ofSize,
    ...approval,
    ...(preview.includes(form.flinkVersion) &&
    !allowed.includes(form.flinkVersion)
      ? [`Flink ${form.flinkVersion} is a preview here.`]
      : []),
    ...(retiring
      ? [
          `Flink ${form.flinkVersion} is offered until ${retiring.until}: ${retiring.reason}.`,
        ]
      : []),
  ];
}
