import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Makes an entity of every Flink application that no other entity names. */
      flink?: {
        /** How often to look; every 2 minutes by default. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Owner of applications whose tags or labels name none; `unknown` by default. */
        defaultOwner?: string;
        /** Namespace of the entities; `default` by default. */
        namespace?: string;
      };
    };
  };
}
