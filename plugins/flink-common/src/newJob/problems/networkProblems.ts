import type { PlatformStandards, StandardEnvironment } from '../../standards';
import { arnParts } from '../plannedEndpoints';
import { networkReason } from '../networkReason';
import type { PlanProblem } from '../JobPlan';
import type { NewJobForm } from '../NewJobForm';

/** A VPC or a key that is needed and that an environment does not have. */
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
  return chosen.flatMap(({ name, managed }) => [
    ...(customerManagedKey &&
    managed?.kmsKey &&
    form.region &&
    managed.regions.includes(form.region) &&
    arnParts(managed.kmsKey)?.region !== form.region
      ? [
          {
            field: 'region',
            message: `${
              form.dataClassification
            } data needs the key of ${name}, which is in ${
              arnParts(managed.kmsKey)?.region
            }; a key serves its own region only. Choose that region, or ask ${
              standards.organization.platformTeam
            } for a key in ${form.region}.`,
          },
        ]
      : []),
    ...(why && managed && !managed.network
      ? [
          {
            field: 'network',
            message: `${why}, but the platform has no VPC for ${name}. Ask ${standards.organization.platformTeam} to add one to the standards.`,
          },
        ]
      : []),
    ...(customerManagedKey && managed && !managed.kmsKey
      ? [
          {
            field: 'dataClassification',
            message: `${form.dataClassification} data needs a key of the platform's own, but ${name} has none in the standards.`,
          },
        ]
      : []),
  ]);
}
