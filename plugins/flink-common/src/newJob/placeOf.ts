import type { StandardEnvironment } from '../standards';
import type { NewJobForm } from './NewJobForm';

/** Where one environment would run the job; undefined when it cannot. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** The account and region an environment runs this job in, by the form. */
export function placeOf(
  form: NewJobForm,
  environment: StandardEnvironment,
): Place | undefined {
  if (form.target === 'eks') {
    return environment.eks?.clusters.at(0);
  }
  const { managed } = environment;
  if (!managed) {
    return undefined;
  }
  const region =
    form.region && Object.hasOwn(managed.regions, form.region)
      ? form.region
      : undefined;
  return region === undefined
    ? undefined
    : { accountId: managed.accountId, region };
}
