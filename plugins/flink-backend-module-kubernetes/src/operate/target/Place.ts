import {
  parseApplicationId,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import { blueGreenReason, isBlueGreen } from '../legality/blueGreen';

/** The FlinkDeployment an action is about. */
export interface Place {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/** @throws FlinkActionError when the application is not one FlinkDeployment */
export function placeOf({ application }: Observation): Place {
  const id = parseApplicationId(application.id);
  if (id.runtime !== 'kubernetes') {
    throw new FlinkActionError(
      'refused',
      `${application.id} does not run on Kubernetes.`,
    );
  }
  if (isBlueGreen(application)) {
    throw new FlinkActionError('refused', blueGreenReason());
  }
  const { cluster, namespace, name } = id;
  return { cluster, namespace, name };
}

/** `payments/orders in cluster "eks-prod"`. */
export function describePlace({ cluster, namespace, name }: Place): string {
  return `${namespace}/${name} in cluster "${cluster}"`;
}
