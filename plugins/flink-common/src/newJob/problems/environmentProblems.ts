import type { PlatformStandards } from '../../standards';
import type { PlanProblem } from '../JobPlan';
import type { NewJobForm } from '../NewJobForm';

/** Environments, regions and namespaces that are not there, or cannot run the job. */
export function environmentProblems(
  form: NewJobForm,
  standards: PlatformStandards,
): PlanProblem[] {
  const known = standards.environments.map(({ name }) => name);
  const problems = form.environments
    .filter(name => !known.includes(name))
    .map(name => ({
      field: 'environments',
      message: `There is no environment ${name}; the platform has ${known.join(
        ', ',
      )}.`,
    }));
  if (form.target === 'eks' && !form.namespace) {
    problems.push({
      field: 'namespace',
      message: 'A job on EKS needs the namespace of its team.',
    });
  }
  if (form.target === 'managed' && !form.region) {
    problems.push({
      field: 'region',
      message: 'A job on Managed Flink needs a region.',
    });
  }
  for (const environment of standards.environments) {
    if (!form.environments.includes(environment.name)) {
      continue;
    }
    if (!environment[form.target]) {
      problems.push({
        field: 'environments',
        message: `${environment.name} has no ${
          form.target === 'eks' ? 'cluster' : 'account'
        } for ${form.target === 'eks' ? 'EKS' : 'Managed Flink'}.`,
      });
    } else if (
      form.target === 'managed' &&
      form.region &&
      !Object.hasOwn(environment.managed!.regions, form.region)
    ) {
      problems.push({
        field: 'region',
        message: `${environment.name} does not use ${
          form.region
        }; it uses ${Object.keys(environment.managed!.regions).join(', ')}.`,
      });
    } else if (
      form.target === 'eks' &&
      form.namespace &&
      !environment.eks!.clusters[0].namespaces.includes(form.namespace)
    ) {
      const { name, namespaces } = environment.eks!.clusters[0];
      problems.push({
        field: 'namespace',
        message: `Jobs may not run in ${form.namespace} on ${name} (${
          environment.name
        }); they may in ${namespaces.join(', ')}.`,
      });
    }
  }
  return problems;
}
