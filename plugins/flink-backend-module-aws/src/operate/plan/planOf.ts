import {
  redactSecrets,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import type { RuntimePlan } from '@flink-portal/backstage-plugin-flink-node';
import { isoTime } from '../../translate/isoTime';
import { callOf } from '../calls/callOf';
import { SNAPSHOT_NAME_TO_COME } from '../calls/snapshotName';
import { DOCUMENTED, type DocumentedDuration } from '../legality/usualDuration';
import { tokenOf } from '../target/FreshApplication';
import { alternativesOf } from './alternatives';
import { changesOf } from './changes';
import { costOf } from './cost';
import { lossesOf } from './losses';
import { interrupts, takesSnapshot, type PlanInput } from './PlanInput';
import { refusalOf } from './refusal';
import { restorePointOf } from './restorePoint';
import { stepsOf } from './steps';
import { warningsOf } from './warnings';

/** Puts what was read into a plan. Pure. */
export function planOf(input: PlanInput): RuntimePlan {
  const { request, fresh } = input;
  const { detail, configuration, versionId } = fresh;
  const illegal = refusalOf(input);
  const call = callOf(request, fresh, {
    versionId,
    conditionalToken: detail.ConditionalToken && `<of version ${versionId}>`,
    newSnapshotName: SNAPSHOT_NAME_TO_COME,
  });
  const restorePoint = restorePointOf(input);
  const cost = costOf(input);
  const versionAt = isoTime(detail.ApplicationVersionCreateTimestamp);
  return {
    target: {
      version: String(versionId),
      token: tokenOf(fresh, request),
      ...(versionAt ? { versionAt } : {}),
      configuration,
    },
    ...(illegal === undefined ? {} : { illegal }),
    call: {
      operation: call.operation,
      body: readable(call.input),
    },
    changes: changesOf(input),
    steps: stepsOf({
      kind: request.kind,
      snapshotFirst: takesSnapshot(input),
      stopped: fresh.facts.status === 'READY',
    }),
    interrupts: interrupts(input),
    documented: documentedFor(request.kind, fresh.facts.status),
    ...(restorePoint ? { restorePoint } : {}),
    warnings: warningsOf(input),
    losses: lossesOf(input),
    alternatives: alternativesOf(input, illegal),
    ...(cost ? { cost } : {}),
  };
}

function documentedFor(kind: ActionKind, status: string): DocumentedDuration {
  switch (kind) {
    case 'snapshot':
    case 'start':
    case 'stop':
    case 'forceStop':
    case 'rollback':
    case 'deleteSnapshot':
      return DOCUMENTED[kind];
    default:
      return status === 'READY' ? DOCUMENTED.updateStopped : DOCUMENTED.update;
  }
}

/** The call's body for people. Values that look secret are replaced, one by one, so that it stays JSON. */
function readable(input: object): string {
  return JSON.stringify(
    input,
    (key, value: unknown) =>
      typeof value === 'string' && key !== 'ConditionalToken'
        ? redactSecrets(value)
        : value,
    2,
  );
}
