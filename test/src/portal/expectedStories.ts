import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

export const EAST = 'managed:111122223333/us-east-1';
export const WEST = 'managed:111122223333/eu-west-1';
export const DEV = 'managed:444455556666/us-east-1';
export const PROD = 'kubernetes:eks-prod-eu';
export const STAGING = 'kubernetes:eks-staging-us';

/** What the operator says of an application that is well. */
export const STABLE = 'STABLE RUNNING READY DEPLOYED';

/** What happened, to whom, and what a person sees first: verdict, rule, state verbatim and sentence. */
export type ExpectedStory = readonly [
  story: string,
  id: string,
  verdict: flinkApi.Verdict,
  rule: string,
  state: string | RegExp,
  message: RegExp,
];

export const MANAGED_STORIES: readonly ExpectedStory[] = [
  [
    'a restart loop after a deployment',
    `${WEST}/account-takeover`,
    'Unhealthy',
    'restart-loop',
    'RUNNING',
    /unplanned restarts in 10 min, limit 3/,
  ],
  [
    'failing checkpoints',
    `${EAST}/card-token-sync`,
    'Unhealthy',
    'checkpoint-missing',
    'RUNNING',
    /no checkpoint completed for \d+ min/,
  ],
  [
    'a slow sink',
    `${WEST}/loyalty-points`,
    'Degraded',
    'backpressure',
    'RUNNING',
    /blocked \d+ % of the time by what comes after/,
  ],
  [
    'an update that never ends',
    `${DEV}/delivery-windows-staging`,
    'Unhealthy',
    'change-stalled',
    'UPDATING',
    /UPDATING for \d+ min/,
  ],
  [
    'a deployment the service took back',
    `${WEST}/refund-alerts`,
    'Degraded',
    'rolled-back',
    'RUNNING',
    /went back to the version before: Flink job did not start/,
  ],
  [
    'a producer that went silent',
    `${EAST}/ad-attribution`,
    'Degraded',
    'no-input',
    'RUNNING',
    /no record read for 1 h \d+ min.*is the producer down\?/,
  ],
  [
    'a job whose role may not read its stream',
    `${WEST}/warehouse-telemetry`,
    'Degraded',
    'no-input',
    'RUNNING',
    /no record read for 2 h \d* ?m?i?n? ?while .* wait in the source/,
  ],
  [
    'a Studio notebook left running',
    `${DEV}/analytics-notebook`,
    'Degraded',
    'notebook-idle',
    'RUNNING',
    /without work for \d+ h/,
  ],
  [
    'metrics that stopped arriving',
    `${DEV}/feature-store-dev`,
    'Unknown',
    'not-assessable',
    'RUNNING',
    /none of its metrics is known/,
  ],
];

export const KUBERNETES_STORIES: readonly ExpectedStory[] = [
  [
    'a TaskManager out of memory',
    `${PROD}/fraud/device-fingerprints`,
    'Degraded',
    'task-manager-out-of-memory',
    /^STABLE (RUNNING|RESTARTING|FAILING) READY DEPLOYED$/,
    /ended with OOMKilled \(exit code 137\)/,
  ],
  [
    'an upgrade that never comes up',
    `${STAGING}/sandbox/click-heatmaps`,
    'Unhealthy',
    'change-stalled',
    'UPGRADING RECONCILING MISSING UPGRADING',
    /UPGRADING for \d+ min/,
  ],
  [
    'a specification the operator refused',
    `${PROD}/fraud/case-aggregation`,
    'Degraded',
    'spec-rejected',
    STABLE,
    /the newest specification was rejected: Error while validating/,
  ],
  [
    'a session cluster one of whose jobs makes no checkpoint',
    `${PROD}/data-platform/shared-session`,
    'Unhealthy',
    'checkpoint-missing',
    'STABLE READY DEPLOYED',
    /job schema-audit: no checkpoint completed for \d+ min/,
  ],
];
