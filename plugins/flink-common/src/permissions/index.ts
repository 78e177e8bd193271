import { createPermission } from '@backstage/plugin-permission-common';

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

/** Every permission of the suite. @public */
export const flinkPermissions = [
  flinkApplicationReadPermission,
  flinkSourceReadPermission,
];
