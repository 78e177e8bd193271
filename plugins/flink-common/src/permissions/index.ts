import {
  createPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { ActionKind } from '../actions/ActionKind';

/** The permission framework's name for a Flink application. @public */
export const RESOURCE_TYPE_FLINK_APPLICATION = 'flink-application';

/** To see an application's state, findings and metrics. @public */
export const flinkApplicationReadPermission = createPermission({
  name: 'flink.application.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_FLINK_APPLICATION,
});

/** To see where the portal looks and how that goes. @public */
export const flinkSourceReadPermission = createPermission({
  name: 'flink.source.read',
  attributes: { action: 'read' },
});

/** To see which entities claim applications that do not confirm it. @public */
export const flinkClaimReadPermission = createPermission({
  name: 'flink.claim.read',
  attributes: { action: 'read' },
});

/** To see how long templates take to a job's first checkpoint. @public */
export const flinkTemplateRunReadPermission = createPermission({
  name: 'flink.template-run.read',
  attributes: { action: 'read' },
});

/**
 * To create applications without the pipeline of a repository. Whoever has it can run code with every role that the
 * portal may pass on, so it is for platform owners.
 *
 * @public
 */
export const flinkApplicationCreatePermission = createPermission({
  name: 'flink.application.create',
  attributes: { action: 'create' },
});

/** To approve or reject what somebody else asked for. @public */
export const flinkApplicationApprovePermission = createPermission({
  name: 'flink.application.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_FLINK_APPLICATION,
});

/** One permission for each action: `flink.application.snapshot`, `flink.application.forceStop`. @public */
export const flinkActionPermissions: Readonly<
  Record<ActionKind, ResourcePermission<typeof RESOURCE_TYPE_FLINK_APPLICATION>>
> = {
  snapshot: actionPermission('snapshot', 'update'),
  restart: actionPermission('restart', 'update'),
  rescale: actionPermission('rescale', 'update'),
  upgrade: actionPermission('upgrade', 'update'),
  start: actionPermission('start', 'update'),
  stop: actionPermission('stop', 'update'),
  restore: actionPermission('restore', 'update'),
  rollback: actionPermission('rollback', 'update'),
  forceStop: actionPermission('forceStop', 'update'),
  deleteSnapshot: actionPermission('deleteSnapshot', 'delete'),
};

/** Every permission of the suite. @public */
export const flinkPermissions = [
  flinkApplicationReadPermission,
  flinkSourceReadPermission,
  flinkClaimReadPermission,
  flinkTemplateRunReadPermission,
  flinkApplicationCreatePermission,
  flinkApplicationApprovePermission,
  ...Object.values(flinkActionPermissions),
];

function actionPermission(kind: ActionKind, action: 'update' | 'delete') {
  return createPermission({
    name: `flink.application.${kind}`,
    attributes: { action },
    resourceType: RESOURCE_TYPE_FLINK_APPLICATION,
  });
}
