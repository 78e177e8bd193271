import type { Entity } from '@backstage/catalog-model';
import { hasFlinkAnnotation } from '@flink-portal/backstage-plugin-flink-common';

/**
 * Whether an entity carries an annotation by which Flink applications can be found: the condition of
 * card and tab in `EntitySwitch` and `EntityLayout.Route`.
 *
 * @public
 */
export function isFlinkAvailable(entity: Entity): boolean {
  return hasFlinkAnnotation(entity);
}
