import { learn } from '../../model/KnownApplication';
import { unreadable } from '../../model/Reading';
import { judge } from '../judge';
import type { JudgeInput } from '../Judgement';
import {
  given,
  kubernetesIdentity,
  known,
  later,
  minutely,
  minutesAgo,
  observation,
  seriesWith,
  seriesWithout,
  type Given,
} from '../__fixtures__/applications';

/** The same application some minutes later, its metrics not read any more. */
function unreadFor(what: Given, minutes: number): JudgeInput {
  const before = given(what);
  const input = later(before, minutes);
  return {
    ...input,
    series: before.series,
    known: {
      ...input.known,
      metrics: {
        latest: unreadable('throttled', 'Rate exceeded', minutesAgo(0)),
        lastGood: { at: minutesAgo(1), value: null },
      },
    },
  };
}

const verdictsOf = (what: Given) => {
  let previous = judge(given(what));
  return Array.from({ length: 30 }, (_, minute) => {
    previous = judge({ ...unreadFor(what, minute), previous });
    return previous.verdict;
  });
};

describe('checkpoints that nobody looked for', () => {
  it('are not called missing while metrics cannot be read; then nothing is known', () => {
    const verdicts = verdictsOf({});
    expect(verdicts).not.toContain('Unhealthy');
    expect(verdicts[29]).toBe('Unknown');
  });

  it('are not called missing because the newest is kept while Flink cannot be asked', () => {
    const verdicts = verdictsOf({
      identity: kubernetesIdentity,
      jobs: [
        { name: 'orders', lastCompletedCheckpoint: { at: minutesAgo(1) } },
      ],
    });
    expect(verdicts).not.toContain('Unhealthy');
    expect(verdicts[29]).toBe('Unknown');
  });

  it('are still missing when they were before', () => {
    const stuck = seriesWith(
      minutely('lastCheckpointDuration', ago => (ago > 25 ? 900 + ago : 900)),
      minutely('lastCheckpointSize', ago => (ago > 25 ? 2e9 + ago * 1e4 : 1e9)),
    );
    expect(verdictsOf({ series: stuck })[5]).toBe('Degraded');
  });
});

describe('a new application', () => {
  const timersUnknown = seriesWithout('downtime', 'uptime');

  it('is Healthy before its timers are found, when records flow', () => {
    expect(judge(given({ series: timersUnknown })).verdict).toBe('Healthy');
    const still = timersUnknown.filter(
      ({ metric }) => !metric.startsWith('numRecords'),
    );
    expect(judge(given({ series: still })).verdict).toBe('Unknown');
  });

  it('has made its first checkpoint when the gauges begin to speak', () => {
    const series = seriesWith(
      minutely('lastCheckpointDuration', ago => (ago > 14 ? -1 : 1200)),
      minutely('lastCheckpointSize', ago => (ago > 14 ? -1 : 1e9)),
    );
    const configuration = { checkpointIntervalMs: 15 * 60_000 };
    const began = (minutes: number) =>
      judge(
        given({ state: { since: minutesAgo(minutes) }, configuration, series }),
      ).verdict;
    expect(began(31)).toBe('Healthy');
    // What began before the stored values may have made its newest long ago.
    expect(began(600)).toBe('Unknown');
  });
});

describe('values that are stored with eight digits', () => {
  it('are no other checkpoint for having lost their last ones', () => {
    const series = seriesWith(
      minutely('lastCheckpointDuration', () => 1234),
      minutely('lastCheckpointSize', ago =>
        ago === 2 ? 2_379_964_362 : 2_379_964_400,
      ),
      minutely('numberOfFailedCheckpoints', ago => 130 - ago),
    );
    expect(judge(given({ series })).verdict).toBe('Unhealthy');
  });
});

describe('several jobs', () => {
  const jobs = [
    {
      name: 'audit-log',
      lastCompletedCheckpoint: { at: minutesAgo(31) },
      lastFailedCheckpoint: { at: minutesAgo(2), failure: 'declined' },
    },
    { name: 'rates', lastCompletedCheckpoint: { at: minutesAgo(1) } },
  ];

  it('are told by name, and the one that is behind counts', () => {
    const part = { kind: 'job', name: 'rates' } as const;
    const judgement = judge({
      ...given(),
      known: learn(
        known(),
        observation({
          identity: kubernetesIdentity,
          configuration: { workload: 'sessionCluster' },
          jobs,
        }),
      ),
      series: [
        minutely('lastCheckpointDuration', ago => 900 + ago, 120, part),
        minutely('cpuUtilization', () => 40),
      ],
    });
    expect(judgement.findings.map(({ message }) => message)).toEqual([
      'job audit-log: no checkpoint completed for 31 min, limit 10 min',
      'job audit-log: the newest checkpoint failed 2 min ago: declined',
    ]);
  });
});

describe('what cannot be assessed', () => {
  it('is told by three reasons and three rules, and in full by the evidence', () => {
    const without = given({
      series: seriesWithout('uptime', 'numRestarts', 'pendingRecords'),
    });
    const judgement = judge({
      ...later(without, 6),
      previous: judge(given()),
    });
    expect(judgement.verdict).toBe('Unknown');
    const [{ message, evidence }] = judgement.findings;
    expect(message).toMatch(
      /^running for [^,]+, but [^;]+; .+; not assessed: [^,]+, [^,]+, [^,]+ \(and \d more\)$/,
    );
    expect(evidence.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Restart loop', 'Falling behind', 'Lag grows']),
    );
  });
});
