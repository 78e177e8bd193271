import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** The applications an entity's annotations name. @public */
export function useEntityApplications(
  entity: Entity,
): FlinkData<flinkApi.EntityApplications> {
  return useFlinkData(
    `entity ${stringifyEntityRef(entity)}`,
    api =>
      api.getEntityApplications({
        kind: entity.kind.toLocaleLowerCase('en-US'),
        namespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE,
        name: entity.metadata.name,
      }),
    { keepPrevious: false },
  );
}
