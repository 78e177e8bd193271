import type { Entity } from '@backstage/catalog-model';
import { FLINK_ANNOTATIONS } from './flinkAnnotations';

/**
 * Whether an entity carries an annotation that can name a Flink application: the condition of card
 * and tab in `EntitySwitch` and `EntityLayout.Route`.
 *
 * @public
 */
export function isFlinkAvailable(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return FLINK_ANNOTATIONS.some(annotation => annotation in annotations);
}
