import type { PlatformStandards, StandardEnvironment } from '../../standards';
import { networkReason } from '../networkReason';
import type { PlanProblem } from '../JobPlan';
import type { NewJobForm } from '../NewJobForm';

/** A VPC or a key that is needed and that an environment does not have in the job's region. */
export function networkProblems(
  form: NewJobForm,
  standards: PlatformStandards,
  chosen: StandardEnvironment[],
): PlanProblem[] {
  if (form.target !== 'managed') {
    return [];
  }
  const why = networkReason(form, standards);
  const { customerManagedKey = false } =
    standards.classifications[form.dataClassification] ?? {};
  const { region } = form;
  return chosen.flatMap(({ name, managed }) => {
    const there = region ? managed?.regions[region] : undefined;
    // Of a region that an environment does not use, another rule tells.
    if (!there) {
      return [];
    }
    return [
      ...(why && !there.network
        ? [
            {
              field: 'network',
              message: `${why}, but the platform has no VPC for ${name} in ${region}. Ask ${standards.organization.platformTeam} to add one to the standards.`,
            },
          ]
        : []),
      ...(customerManagedKey && !there.kmsKey
        ? [
            {
              field: 'dataClassification',
              message: `${form.dataClassification} data needs a key of the platform's own, but ${name} has none in ${region}. Ask ${standards.organization.platformTeam} to add one to the standards, or choose another region.`,
            },
          ]
        : []),
    ];
  });
}
