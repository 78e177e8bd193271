import type {
  Judgement,
  JudgeInput,
  Verdict,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Rules } from '../judge/Rules';

const VERDICT_OF: Record<string, Verdict> = {
  running: 'Healthy',
  changing: 'Changing',
  stopped: 'Stopped',
  failed: 'Unhealthy',
  finished: 'Stopped',
  unrecognized: 'Unknown',
};

/**
 * Rules as plain as can be: the verdict follows the phase, three missed readings make Unknown, lag is the
 * newest value of `pendingRecords`. The flow is tested with these, the real rules in their own package.
 */
export const phaseRules: Rules = {
  judge: judgeByPhase,
  figures: ({ series }) => {
    const newest = (metric: string) =>
      series.find(each => each.metric === metric)?.points.at(-1);
    const lag = newest('pendingRecords');
    return lag
      ? {
          lag: {
            value: lag[1],
            unit: 'records',
            at: new Date(lag[0] * 1000).toISOString(),
            spark: [],
          },
        }
      : {};
  },
  lastChange: () => undefined,
};

function judgeByPhase({
  known,
  nowMs,
  pollIntervalMs,
  previous,
  thresholds,
}: JudgeInput): Judgement {
  const { latest, lastGood } = known.state;
  const isOld =
    !lastGood || nowMs - Date.parse(lastGood.at) > 3 * pollIntervalMs;
  const verdict: Verdict =
    isOld || !lastGood ? 'Unknown' : VERDICT_OF[lastGood.value.phase];
  const since =
    lastGood?.value.since ?? previous?.since ?? new Date(nowMs).toISOString();
  const findings: Judgement['findings'] =
    verdict === 'Healthy' || verdict === 'Stopped'
      ? []
      : [
          {
            ruleId: 'test',
            severity: verdict === 'Unknown' ? 'unknown' : 'unhealthy',
            role: 'cause',
            title: verdict,
            message:
              latest.status === 'unreadable'
                ? latest.message
                : `lag limit ${thresholds.lagRecords}`,
            since,
            evidence: [],
            nextStep: 'Look at it',
            docs: 'test',
          },
        ];
  return {
    verdict,
    since: isOld ? new Date(nowMs).toISOString() : since,
    findings,
    notAssessed: [],
    memory: {},
  };
}
