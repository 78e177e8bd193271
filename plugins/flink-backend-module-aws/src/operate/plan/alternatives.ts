import type { RuntimePlan } from '@flink-portal/backstage-plugin-flink-node';
import { dropped, notNow } from '../legality/notNow';
import { isLegalIn } from '../legality/lifecycleCalls';
import { takesSnapshot, type PlanInput } from './PlanInput';

/** What else can be done, where the action cannot or should not. */
export function alternativesOf(
  input: PlanInput,
  illegal: string | undefined,
): RuntimePlan['alternatives'] {
  const { request, fresh, nowMs, downtime } = input;
  const { facts, detail } = fresh;
  const found: Array<RuntimePlan['alternatives'][number]> = [];
  const blocked =
    (downtime !== undefined && takesSnapshot(input)) ||
    (illegal !== undefined &&
      facts.status !== 'RUNNING' &&
      request.kind !== 'start' &&
      request.kind !== 'deleteSnapshot');
  if (blocked && request.kind !== 'forceStop') {
    if (
      downtime !== undefined &&
      request.kind !== 'rollback' &&
      detail.ApplicationVersionUpdatedFrom !== undefined &&
      notNow('rollback', facts, nowMs) === undefined
    ) {
      found.push({
        request: { kind: 'rollback' },
        message: `Roll back to version ${detail.ApplicationVersionUpdatedFrom}; that needs no new snapshot.`,
      });
    }
    if (isLegalIn('forceStop', facts.status)) {
      found.push({
        request: { kind: 'forceStop' },
        message: `Force-stop, which ${dropped(facts, nowMs)}.`,
      });
    }
  }
  if (request.kind === 'restore' && facts.status === 'READY') {
    found.push({
      request: {
        kind: 'start',
        from: { type: 'snapshot', snapshotName: request.snapshotName },
      },
      message: `Start it from snapshot ${request.snapshotName}.`,
    });
  }
  if (
    request.kind === 'start' &&
    request.from.type === 'none' &&
    facts.snapshots?.some(({ status }) => status === 'ready')
  ) {
    found.push({
      request: { kind: 'start', from: { type: 'latest' } },
      message: 'Start it from the newest snapshot, which keeps its state.',
    });
  }
  if (
    request.kind === 'forceStop' &&
    facts.status === 'RUNNING' &&
    downtime === undefined
  ) {
    found.push({
      request: { kind: 'stop' },
      message: 'Stop it, which takes a snapshot first.',
    });
  }
  return found;
}
