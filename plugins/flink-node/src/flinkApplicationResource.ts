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
  /** Entity ref of the owner; absent when nobody is known to own it. */
  readonly owner?: string;
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
