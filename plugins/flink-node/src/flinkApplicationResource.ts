import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_FLINK_APPLICATION,
  type Runtime,
} from '@flink-portal/backstage-plugin-flink-common';

/** What a permission rule sees of an application. @public */
export interface FlinkApplicationResource {
  readonly id: string;
  readonly runtime: Runtime;
  readonly sourceId: string;
  /**
   * Entity ref of the owner that the application itself (a tag, label or annotation) or the configuration
   * confirms; absent when nobody is confirmed. Never what an entity says that merely names the application,
   * so it may differ from the owner that is shown.
   */
  readonly owner?: string;
  /**
   * As the application's own tags or labels say it, else the entity that the application names. Absent when
   * neither does: a policy that allows everything but some environments allows what is unknown too.
   */
  readonly environment?: string;
}

/**
 * The part of a list query that a permission rule stands for: the field has one of the values. No
 * values match nothing.
 *
 * @public
 */
export interface FlinkApplicationFilter {
  readonly field: 'runtime' | 'sourceId' | 'owner' | 'environment';
  readonly values: readonly string[];
}

/** Ties permission rules to Flink applications. @public */
export const flinkApplicationResourceRef = createPermissionResourceRef<
  FlinkApplicationResource,
  FlinkApplicationFilter
>().with({
  pluginId: 'flink',
  resourceType: RESOURCE_TYPE_FLINK_APPLICATION,
});
