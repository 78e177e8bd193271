import type { HumanDuration } from '@backstage/types';

export interface Config {
  flink?: {
    /** Flink applications of the Flink Kubernetes Operator, in the clusters of the `kubernetes` section. */
    kubernetes?: {
      /** Set to false to switch this runtime off. Default: true. */
      enabled?: boolean;

      /**
       * Namespaces to read, where the portal may not read whole clusters. Default: every namespace.
       */
      namespaces?: string[];

      /** Metrics over Flink's REST API, through the API server's service proxy. */
      metrics?: {
        /** Default: true. */
        enabled?: boolean;
        /** How often each application is asked. Default: one minute. */
        cadence?: HumanDuration | string;
        /** How long all questions to one application may take. Default: 5 seconds. */
        timeout?: HumanDuration | string;
        /** Applications of one cluster that are asked at the same time. Default: 4. */
        concurrency?: number;
      };

      /** How clusters are followed. */
      watch?: {
        /**
         * How long one round of watches lasts; afterwards another replica may take over. Default: 4 minutes.
         */
        duration?: HumanDuration | string;
        /** How long one list may take. Default: 20 seconds. */
        listTimeout?: HumanDuration | string;
        /**
         * A watch that says nothing for so long, not even a bookmark, is not trusted any more, and lists take
         * its place. Default: 90 seconds.
         */
        silentAfter?: HumanDuration | string;
        /** Time between lists where watching does not work. Default: 30 seconds. */
        relist?: HumanDuration | string;
      };
    };
  };
}
