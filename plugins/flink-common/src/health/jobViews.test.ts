import type { ObservedJob } from '../model/Observation';
import type { MetricName } from '../metrics/MetricName';
import type { MetricSeries } from '../metrics/MetricSeries';
import { judge } from './judge';
import type { Judgement } from './Judgement';
import {
  given,
  kubernetesIdentity,
  later,
  minutely,
  minutesAgo,
  wellSeries,
} from './__fixtures__/applications';

function job(name: string, overrides: Partial<ObservedJob> = {}): ObservedJob {
  return {
    jobId: `id-of-${name}`,
    name,
    status: 'RUNNING',
    startedAt: minutesAgo(600),
    lastCompletedCheckpoint: { at: minutesAgo(1), durationMs: 900 },
    ...overrides,
  };
}

/** What a job reports that is well but for these. */
function seriesOf(
  name: string,
  values: Partial<
    Record<MetricName, (minutesAgo: number) => number | undefined>
  > = {},
): MetricSeries[] {
  const part = { kind: 'job', name } as const;
  return [
    ...wellSeries
      .filter(({ metric }) => !(metric in values))
      .map(one => ({ ...one, part })),
    ...(Object.keys(values) as MetricName[]).map(metric =>
      minutely(metric, ago => values[metric]?.(ago), 120, part),
    ),
  ];
}

function session(
  jobs: readonly ObservedJob[],
  series: readonly MetricSeries[],
  previous?: Judgement,
) {
  return given(
    {
      identity: kubernetesIdentity,
      configuration: { workload: 'sessionCluster' },
      jobs,
      series,
    },
    { previous },
  );
}

const looping = {
  numRestarts: (ago: number) => (ago > 12 ? 4 : 17 - ago),
};

describe('a job of a session cluster', () => {
  it('is judged by its own numbers, and named', () => {
    const { verdict, findings } = judge(
      session(
        [job('calm'), job('looper')],
        [...seriesOf('calm'), ...seriesOf('looper', looping)],
      ),
    );
    expect(verdict).toBe('Unhealthy');
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['restart-loop']);
    expect(findings[0].message).toMatch(
      /^job looper: \d+ unplanned restarts in 10 min/,
    );
  });

  it('is Healthy with the others when all are', () => {
    expect(
      judge(
        session([job('a'), job('b')], [...seriesOf('a'), ...seriesOf('b')]),
      ),
    ).toMatchObject({ verdict: 'Healthy', findings: [] });
  });

  it('speaks for all when it is the worst off', () => {
    const { findings } = judge(
      session(
        [job('restarted'), job('looper')],
        [
          ...seriesOf('restarted', {
            numRestarts: ago => (ago > 40 ? 0 : 1),
          }),
          ...seriesOf('looper', looping),
        ],
      ),
    );
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^job looper: /),
    ]);
  });

  it('is not counted when it came to its end', () => {
    const ended = job('looper', { status: 'CANCELED' });
    const judgement = judge(
      session(
        [job('calm'), ended],
        [...seriesOf('calm'), ...seriesOf('looper', looping)],
      ),
    );
    expect(judgement).toMatchObject({ verdict: 'Healthy', findings: [] });
    expect(JSON.stringify(judgement)).not.toContain('looper');
  });

  it('keeps the cluster from being Healthy while it reports nothing', () => {
    const mute = job('mute', {
      lastCompletedCheckpoint: { at: minutesAgo(11) },
    });
    const { verdict, notAssessed } = judge(
      session([job('calm'), mute], seriesOf('calm')),
    );
    expect(verdict).not.toBe('Healthy');
    expect(
      notAssessed.find(({ ruleId }) => ruleId === 'restart-loop')?.reason,
    ).toMatch(/^job mute: /);
  });

  it('does so as well when it reports some of its numbers no more', () => {
    const { verdict } = judge(
      session(
        [job('calm'), job('fading')],
        [
          ...seriesOf('calm'),
          ...seriesOf('fading', {
            pendingRecords: ago => (ago > 40 ? 800 : undefined),
          }),
        ],
      ),
    );
    expect(verdict).toBe('Unknown');
  });

  it('has time to report its first numbers', () => {
    const young = job('young', {
      startedAt: minutesAgo(2),
      lastCompletedCheckpoint: undefined,
    });
    expect(judge(session([job('calm'), young], seriesOf('calm'))).verdict).toBe(
      'Healthy',
    );
  });

  it('is seen at work by a checkpoint that completed just now', () => {
    const { verdict, notAssessed } = judge(session([job('plain')], []));
    expect(verdict).toBe('Healthy');
    expect(notAssessed.map(({ ruleId }) => ruleId)).toContain('restart-loop');
  });

  it('is not judged by the numbers of its namesake', () => {
    const { findings, notAssessed } = judge(
      session(
        [
          job('Flink Streaming Job', { jobId: '1' }),
          job('Flink Streaming Job', { jobId: '2' }),
        ],
        seriesOf('Flink Streaming Job', looping),
      ),
    );
    expect(findings).toEqual([]);
    expect(
      notAssessed.find(({ ruleId }) => ruleId === 'restart-loop')?.reason,
    ).toBe(
      'job Flink Streaming Job: several jobs have this name, and their metrics cannot be told apart (and 1 more job)',
    );
  });

  it('has a memory of its own: what is quiet for one is not for another', () => {
    const lag = { pendingRecords: () => 2e6 };
    const first = judge(
      session([job('a'), job('b')], [...seriesOf('a', lag), ...seriesOf('b')]),
    );
    expect(first.memory).toHaveProperty(['lag-high@a']);
    expect(first.memory).not.toHaveProperty(['lag-high@b']);

    const next = judge({
      ...later(
        session([job('a'), job('b')], [...seriesOf('a'), ...seriesOf('b')]),
        2,
      ),
      previous: first,
    });
    expect(next.findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^job a: lag 2 M records/),
    ]);
  });

  it('is measured against its own checkpoint interval, not the cluster’s', () => {
    const lastCompletedCheckpoint = { at: minutesAgo(15) };
    const still = {
      lastCheckpointDuration: () => 1234,
      lastCheckpointSize: () => 1e9,
    };
    const ruleIds = (checkpointIntervalMs: number | 'off' | undefined) =>
      judge(
        session(
          [job('a', { lastCompletedCheckpoint, checkpointIntervalMs })],
          seriesOf('a', still),
        ),
      ).findings.map(({ ruleId }) => ruleId);
    expect(ruleIds(undefined)).toEqual(['checkpoint-missing']);
    expect(ruleIds(60_000)).toEqual(['checkpoint-missing']);
    expect(ruleIds(10 * 60_000)).toEqual([]);
    expect(ruleIds('off')).toEqual([]);
  });

  it('is not judged while the jobs cannot be read', () => {
    const input = session([], []);
    const { latest } = input.known.state;
    const at = latest.status === 'notApplicable' ? '' : latest.at;
    const jobs = {
      latest: {
        status: 'unreadable',
        reason: 'denied',
        message: 'flinksessionjobs is forbidden.',
        at,
      },
    } as const;
    const { verdict, notAssessed } = judge({
      ...input,
      known: { ...input.known, jobs },
    });
    expect(verdict).toBe('Unknown');
    expect(notAssessed).toContainEqual(
      expect.objectContaining({
        ruleId: 'restart-loop',
        reason: 'jobs could not be read: flinksessionjobs is forbidden.',
      }),
    );
  });
});
