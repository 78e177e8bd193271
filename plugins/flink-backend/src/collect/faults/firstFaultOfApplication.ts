import {
  firstFaultIn,
  type FirstFault,
  type Judgement,
  type KnownApplication,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FaultsAnswer } from '@flink-portal/backstage-plugin-flink-node';
import type { FaultSpan } from './faultRanges';
import { isTrouble } from './isTrouble';

/** The first fault of an application in what its runtime told. Pure. */
export function firstFaultOfApplication(
  known: KnownApplication,
  judgement: Judgement,
  answer: FaultsAnswer,
  { fromMs, toMs }: FaultSpan,
): FirstFault {
  const jobs = known.jobs.lastGood?.value ?? [];
  // Of several jobs it is not known which the records are about.
  const job = jobs.length === 1 ? jobs[0] : undefined;
  const calm =
    known.state.lastGood?.value.phase === 'running' &&
    !judgement.findings.some(({ ruleId }) => isTrouble(ruleId));
  return firstFaultIn(answer, {
    lastCompletedCheckpointAtMs: epochMs(job?.lastCompletedCheckpoint?.at),
    startedAtMs: epochMs(job?.startedAt),
    completeFromMs: Math.max(fromMs, answer.completeFromMs ?? fromMs),
    // A runtime's RUNNING may cover a whole loop; the rules' silence says that it is over.
    runningSinceMs: calm ? toMs : undefined,
    untilMs: toMs,
  });
}

function epochMs(iso: string | undefined): number | undefined {
  const ms = iso === undefined ? NaN : Date.parse(iso);
  return Number.isNaN(ms) ? undefined : ms;
}
