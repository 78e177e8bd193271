import {
  actionVerb,
  type ActionRequest,
} from '@flink-portal/backstage-plugin-flink-common';

/** Verb and object: `Force-stop orders-enrich (prod)`. */
export function actionTitle(
  request: ActionRequest,
  { name, environment }: { name: string; environment?: string },
): string {
  const object = environment ? `${name} (${environment})` : name;
  switch (request.kind) {
    case 'deleteSnapshot':
      return `Delete snapshot ${request.snapshotName} of ${object}`;
    case 'restore':
      return `Restore ${object} from ${request.snapshotName}`;
    case 'rescale':
      return `Rescale ${object} to parallelism ${request.parallelism}`;
    case 'start':
      return request.from.type === 'none'
        ? `Start ${object} without its state`
        : `Start ${object}`;
    default:
      return `${actionVerb(request.kind)} ${object}`;
  }
}
