import type {
  Operation,
  Verdict,
} from '@flink-portal/backstage-plugin-flink-common';
import { read } from '@flink-portal/backstage-plugin-flink-common';
import { judged } from '../__testUtils__/judged';
import type { StoredApplication } from '../store/ApplicationStore';
import { transitionsOf } from './transitionsOf';

const NOW_MS = Date.parse('2026-11-22T10:00:00Z');
const MINUTE_MS = 60_000;
const AT = new Date(NOW_MS).toISOString();

const PHASES = {
  Healthy: 'running',
  Changing: 'changing',
  Unhealthy: 'failed',
  Stopped: 'stopped',
} as const;

function before(
  verdict: Verdict,
  overrides: Partial<StoredApplication> = {},
): StoredApplication {
  const { known, judgement } = judged('orders', NOW_MS - MINUTE_MS);
  return {
    id: known.application.id,
    known,
    judgement: { ...judgement, verdict },
    firstSeenAtMs: 0,
    judgedAtMs: NOW_MS - MINUTE_MS,
    rev: 1,
    ...overrides,
  };
}

function now(verdict: keyof typeof PHASES, operations: Operation[] = []) {
  return judged('orders', NOW_MS, {
    phase: PHASES[verdict],
    operations: read(operations, AT),
  });
}

const operation = (overrides: Partial<Operation> = {}): Operation => ({
  id: '1',
  kind: 'update',
  verbatim: 'UpdateApplication',
  status: 'inProgress',
  startedAt: new Date(NOW_MS - MINUTE_MS).toISOString(),
  planned: true,
  ...overrides,
});

describe('transitionsOf', () => {
  it('says what changed, since when and why', () => {
    expect(
      transitionsOf(before('Healthy'), now('Unhealthy'), MINUTE_MS, NOW_MS),
    ).toEqual([
      {
        applicationId: 'managed:111122223333/us-east-1/orders',
        atMs: NOW_MS,
        from: 'Healthy',
        to: 'Unhealthy',
        sinceMs: Date.parse('2026-11-22T09:00:00Z'),
        ruleId: 'test',
        ruleIds: ['test'],
        reason: expect.stringContaining('Unhealthy: lag limit'),
        planned: false,
      },
    ]);
  });

  it('says nothing of a verdict that stays', () => {
    expect(
      transitionsOf(before('Healthy'), now('Healthy'), MINUTE_MS, NOW_MS),
    ).toEqual([]);
  });

  it('gives one that was gone no earlier verdict, even when it is the same again', () => {
    const gone = before('Healthy', { removedAtMs: NOW_MS - 1 });

    expect(
      transitionsOf(gone, now('Healthy'), MINUTE_MS, NOW_MS),
    ).toMatchObject([{ from: undefined, to: 'Healthy' }]);
  });

  it('calls the time Unknown in which nobody looked', () => {
    const old = before('Healthy', { judgedAtMs: NOW_MS - 120 * MINUTE_MS });

    expect(transitionsOf(old, now('Healthy'), MINUTE_MS, NOW_MS)).toMatchObject(
      [
        {
          atMs: NOW_MS - 117 * MINUTE_MS,
          from: 'Healthy',
          to: 'Unknown',
          reason: 'Not watched: the portal did not look for 1 h 57 min',
        },
        { atMs: NOW_MS, from: 'Unknown', to: 'Healthy' },
      ],
    );
  });

  it('dates one that turns Unknown back to when nobody looked any more', () => {
    const old = before('Healthy', { judgedAtMs: NOW_MS - 120 * MINUTE_MS });
    const unknown = now('Healthy');

    expect(
      transitionsOf(
        old,
        {
          ...unknown,
          judgement: { ...unknown.judgement, verdict: 'Unknown' },
        },
        MINUTE_MS,
        NOW_MS,
      ),
    ).toMatchObject([
      { atMs: NOW_MS - 117 * MINUTE_MS, from: 'Healthy', to: 'Unknown' },
    ]);
  });

  it.each([
    ['an update under way', 'Healthy', 'Changing', operation(), true],
    [
      'a rollback of the runtime',
      'Healthy',
      'Changing',
      operation({ kind: 'rollback', planned: false }),
      false,
    ],
    [
      'an update that ended well',
      'Changing',
      'Healthy',
      operation({ endedAt: AT, status: 'succeeded' }),
      true,
    ],
    [
      'an update of an hour ago',
      'Healthy',
      'Changing',
      operation({ endedAt: new Date(NOW_MS - 3_600_000).toISOString() }),
      false,
    ],
    [
      'a snapshot',
      'Healthy',
      'Changing',
      operation({ kind: 'snapshot' }),
      false,
    ],
    ['a failure in an update', 'Changing', 'Unhealthy', operation(), false],
    ['a recovery after trouble', 'Unhealthy', 'Healthy', operation(), false],
  ] as const)(
    'after %s, %s to %s is as planned as that',
    (_, from, to, cause, planned) => {
      expect(
        transitionsOf(before(from), now(to, [cause]), MINUTE_MS, NOW_MS),
      ).toMatchObject([{ from, to, planned }]);
    },
  );

  it('takes a stop for planned: somebody asked for it', () => {
    expect(
      transitionsOf(before('Unhealthy'), now('Stopped'), MINUTE_MS, NOW_MS),
    ).toMatchObject([{ to: 'Stopped', planned: true }]);
  });
});
