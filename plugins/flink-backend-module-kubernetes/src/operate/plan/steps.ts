import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionStep } from '@flink-portal/backstage-plugin-flink-node';

const step = (id: string, title: string): ActionStep => ({
  id,
  title,
  status: 'pending',
});

/** The steps of following an action, in order, all pending. */
export function stepsOf(
  request: ActionRequest,
  staysSuspended: boolean,
): ActionStep[] {
  switch (request.kind) {
    case 'snapshot':
      return [
        step('accepted', 'Operator takes up the FlinkStateSnapshot'),
        step('savepoint', 'Flink writes the savepoint'),
        step('confirm', 'The savepoint is complete'),
      ];
    case 'deleteSnapshot':
      return [
        step('delete', 'The FlinkStateSnapshot is deleted'),
        step('confirm', 'It is gone'),
      ];
    case 'stop':
    case 'forceStop':
      return [
        step('accepted', 'Operator takes up the new spec'),
        step('suspend', 'Job stops'),
        step('confirm', 'Lifecycle is SUSPENDED'),
      ];
    default:
      return staysSuspended
        ? [
            step('accepted', 'Operator takes up the new spec'),
            step('confirm', 'Lifecycle is SUSPENDED'),
          ]
        : [
            step('accepted', 'Operator takes up the new spec'),
            step('suspend', 'Job that runs stops'),
            step('deploy', 'JobManager and TaskManagers start'),
            step('running', 'Job is RUNNING and the spec STABLE'),
          ].filter(({ id }) => request.kind !== 'start' || id !== 'suspend');
  }
}
