import type { HumanDuration } from '@backstage/types';

export interface Config {
  flink?: {
    /**
     * What the platform allows and offers: usually `$include: templates/standards.yaml`. Its shape is checked by
     * `parseStandards` of flink-common; docs/templates.md explains it. Without it there are no templates.
     */
    standards?: { [key: string]: unknown };
    /**
     * When the backend does what.
     */
    schedule?: {
      /**
       * How long after its start the backend waits before it first reads a source. Default 2 seconds.
       */
      initialDelay?: HumanDuration | string;
      /**
       * How often the runtimes are asked which sources there are. Default 5 minutes.
       */
      sources?: HumanDuration | string;
      /**
       * How often applications that were not read for three intervals are looked for; they become
       * Unknown. Default 30 seconds.
       */
      stale?: HumanDuration | string;
    };
    /**
     * How catalog entities are joined to applications.
     */
    links?: {
      /**
       * How often the catalog is matched against the inventory. Default 30 seconds.
       */
      frequency?: HumanDuration | string;
    };
    /**
     * What is kept for how long.
     */
    history?: {
      /**
       * Operations, changes of verdict, warnings, notifications and removed applications. Default 30
       * days, at least one.
       */
      retention?: HumanDuration | string;
      /**
       * Metric values, and with them the restarts and failed checkpoints of the timeline. Default 7
       * days, at least one.
       */
      metricsRetention?: HumanDuration | string;
    };
    /**
     * What the owners of applications are told through Backstage's notifications.
     */
    notifications?: {
      /**
       * Default true; without an installed notifications backend nothing happens. What goes on while this
       * is false is not told later.
       */
      enabled?: boolean;
      /**
       * How long a verdict must be better before it counts as better; what flaps faster is told once.
       * Default 5 minutes.
       */
      quietPeriod?: HumanDuration | string;
      /**
       * How long Unknown must last before it is told to those who want that. Default 15 minutes.
       */
      unknownAfter?: HumanDuration | string;
      /**
       * What is told of the applications of a tier. `default` is for every application; the others lie on
       * top of it. Of the tiers `dev`, `development`, `staging` and `tier-3` nothing is told unless they
       * are listed here with a `notifyOn`; an application in an environment `dev`, `development` or
       * `staging` counts as of the tier of that name, whatever its own.
       */
      tiers?: {
        [tier: string]: {
          /**
           * From which verdict on owners are told. Default `Unhealthy`.
           */
          notifyOn?: 'Unhealthy' | 'Degraded' | 'never';
          /**
           * Whether they are told that it is over. Default true.
           */
          recovery?: boolean;
          /**
           * Whether they are told of Unknown that lasts. Default false.
           */
          unknown?: boolean;
        };
      };
    };
    /**
     * Whether and how people may change applications. Off unless it is turned on.
     */
    lifecycle?: {
      /**
       * Default false: nothing can be planned, asked for or sent. When it is true, the permission policy
       * still decides who may do what.
       */
      enabled?: boolean;
      /**
       * Actions in these environments need a reason, which is audited. An application whose environment
       * nobody knows counts as protected. Default `prod` and `production`.
       */
      protectedEnvironments?: string[];
      /**
       * Actions that a second person has to approve, who has the permission `flink.application.approve` and
       * did not ask for it. The first entry that fits an action counts. Default none.
       */
      approvals?: Array<{
        /**
         * `all`, or a list of `snapshot`, `restart`, `rescale`, `upgrade`, `start`, `stop`, `restore`,
         * `rollback`, `forceStop` and `deleteSnapshot`.
         */
        actions: 'all' | string[];
        /**
         * Only in these environments, and where the environment is not known. Default everywhere.
         */
        environments?: string[];
        /**
         * How long it waits for the second person. Default one hour, at least a minute.
         */
        expiresAfter?: HumanDuration | string;
      }>;
      /**
       * How long a plan can be confirmed after it was made. Whatever it is, a plan is refused once the
       * application changed. Default 15 minutes, at least one.
       */
      planValid?: HumanDuration | string;
      /**
       * How long what an agent asked for waits for a person to confirm it. Default one hour, at least a minute.
       */
      confirmationValid?: HumanDuration | string;
    };
    /**
     * Whom applications belong to by the place where they run. It confirms entities of that owner that name
     * such an application. The first entry that matches counts; each list an entry has must match.
     */
    ownership?: Array<{
      /**
       * Entity ref or name of a group.
       */
      owner: string;
      /**
       * AWS accounts.
       */
      accounts?: Array<string | number>;
      /**
       * Clusters as the portal names them.
       */
      clusters?: string[];
      /**
       * Kubernetes namespaces.
       */
      namespaces?: string[];
      /**
       * Sources as `GET /sources` names them.
       */
      sources?: string[];
    }>;
    health?: {
      /**
       * Limits of the health rules by tier. `default` is for every application; the others are for
       * applications whose entity or tags name that tier, on top of `default`. Names and units are those of
       * HealthThresholds in the common package: times in milliseconds (`…Ms`), shares in percent
       * (`…Percent`).
       */
      tiers?: {
        [tier: string]: {
          restartsPerTenMinutes?: number;
          checkpointIntervalsDegraded?: number;
          checkpointIntervalsUnhealthy?: number;
          checkpointMinimumAgeMs?: number;
          checkpointDurationPercent?: number;
          lagRecords?: number;
          lagMs?: number;
          lagGrowingForMs?: number;
          backPressuredMsPerSecond?: number;
          cpuPercent?: number;
          heapPercent?: number;
          containerMemoryPercent?: number;
          diskPercent?: number;
          gcPercent?: number;
          stateGrowthPercent?: number;
          noInputForMs?: number;
          noOutputForMs?: number;
          watermarkStalledForMs?: number;
          changeExpectedMs?: number;
          changeStalledMs?: number;
          notebookIdleMs?: number;
          quietPeriodMs?: number;
        };
      };
    };
  };
}
