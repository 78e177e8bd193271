import {
  formatAgo,
  type ApplicationConfiguration,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ActionTarget } from '@flink-portal/backstage-plugin-flink-node';

const FIELDS: ReadonlyArray<
  readonly [keyof ApplicationConfiguration, name: string]
> = [
  ['parallelism', 'parallelism'],
  ['parallelismPerKpu', 'parallelism per KPU'],
  ['flinkVersion', 'Flink'],
  ['artifact', 'artifact'],
  ['autoscalingEnabled', 'autoscaling'],
  ['checkpointingEnabled', 'checkpointing'],
  ['checkpointIntervalMs', 'checkpoint interval, ms'],
  ['snapshotsEnabled', 'snapshots'],
  ['rollbackEnabled', 'automatic rollback'],
  ['upgradeMode', 'upgrade mode'],
  ['metricsLevel', 'metrics level'],
];

/**
 * Says that an application is not as it was when the plan was made: who changed it, when and what, as far as
 * the runtime tells.
 */
export function describeChange(
  before: ActionTarget,
  now: ActionTarget,
  nowMs: number,
): string {
  if (before.version === now.version) {
    return `The state of this application changed since the plan was made (version ${now.version} still). Nothing was sent. Review again.`;
  }
  const when = now.versionAt
    ? ` ${formatAgo(Date.parse(now.versionAt), nowMs)}`
    : '';
  const changes = FIELDS.flatMap(([field, name]) => {
    const [one, other] = [
      before.configuration[field],
      now.configuration[field],
    ];
    return one === other ? [] : [`${name} ${textOf(one)} → ${textOf(other)}`];
  });
  const facts = [
    `version ${before.version} → ${now.version}`,
    ...(now.versionBy ? [now.versionBy] : []),
  ].join(', ');
  const what = changes.length > 0 ? `: ${changes.join(', ')}` : '';
  return `Someone changed this application${when} (${facts}${what}). Nothing was sent. Review again.`;
}

function textOf(value: unknown): string {
  if (value === undefined) {
    return 'not set';
  }
  if (typeof value === 'boolean') {
    return value ? 'on' : 'off';
  }
  return String(value);
}
