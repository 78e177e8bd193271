import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { RuntimePlan } from '@flink-portal/backstage-plugin-flink-node';
import { configured, parseFlinkDurationMs } from '../../resources';
import type { FreshDeployment } from '../target/FreshDeployment';
import { endsJobBy } from './UpgradePath';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
// Source: operator documentation, Configuration: kubernetes.operator.reconcile.interval.
const RECONCILE_MS = MINUTE_MS;
// Source: the same, kubernetes.operator.deployment.readiness.timeout.
const READINESS_MS = 5 * MINUTE_MS;
// Source: Flink documentation, execution.checkpointing.timeout.
const CHECKPOINT_TIMEOUT_MS = 10 * MINUTE_MS;

/** How long it takes by the operator's and Flink's own settings, defaults where the spec says nothing. */
export function documentedFor(
  fresh: FreshDeployment,
  request: ActionRequest,
): RuntimePlan['documented'] {
  const { spec } = fresh.view;
  const set = (key: string, fallback: number) =>
    parseFlinkDurationMs(configured(spec, key)) ?? fallback;
  const reconcile = set('kubernetes.operator.reconcile.interval', RECONCILE_MS);
  const savepoint = set(
    'execution.checkpointing.timeout',
    CHECKPOINT_TIMEOUT_MS,
  );
  const readiness = set(
    'kubernetes.operator.deployment.readiness.timeout',
    READINESS_MS,
  );
  const parts: Array<[string, number]> = [
    ['kubernetes.operator.reconcile.interval', reconcile],
  ];
  if (request.kind === 'deleteSnapshot') return estimate(5 * SECOND_MS, parts);
  const takesSavepoint =
    request.kind === 'snapshot' || endsJobBy(fresh, request) === 'savepoint';
  if (takesSavepoint)
    parts.push(['execution.checkpointing.timeout', savepoint]);
  if (request.kind === 'snapshot') return estimate(30 * SECOND_MS, parts);
  if (request.kind === 'stop' || request.kind === 'forceStop') {
    return estimate(takesSavepoint ? MINUTE_MS : 20 * SECOND_MS, parts);
  }
  parts.push(['kubernetes.operator.deployment.readiness.timeout', readiness]);
  return estimate(2 * MINUTE_MS, parts);
}

function estimate(
  typicalMs: number,
  parts: ReadonlyArray<readonly [string, number]>,
): RuntimePlan['documented'] {
  return {
    typicalMs,
    worstMs: parts.reduce((sum, [, ms]) => sum + ms, 0),
    source: `Usual: what the operator takes without a queue of pods, an assumption. Longest: ${parts
      .map(([key, ms]) => `${key} (${ms / SECOND_MS} s)`)
      .join(
        ' + ',
      )}, from the spec or the documented defaults of the operator and Flink.`,
  };
}
