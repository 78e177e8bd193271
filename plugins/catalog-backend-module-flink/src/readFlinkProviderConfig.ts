import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';

/** What `catalog.providers.flink` says. */
export interface FlinkProviderSettings {
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** Owner of applications whose tags or labels name none. */
  defaultOwner: string;
  /** Namespace of the entities. */
  namespace: string;
}

/** Undefined when the provider is not asked for. */
export function readFlinkProviderConfig(
  root: Config,
): FlinkProviderSettings | undefined {
  const config = root.getOptionalConfig('catalog.providers.flink');
  if (!config) {
    return undefined;
  }
  return {
    schedule: config.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : {
          frequency: { minutes: 2 },
          timeout: { minutes: 1 },
          initialDelay: { seconds: 20 },
        },
    defaultOwner: config.getOptionalString('defaultOwner') ?? 'unknown',
    namespace: config.getOptionalString('namespace') ?? 'default',
  };
}
