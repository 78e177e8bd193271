import type {
  MetricPoint,
  Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { StoredTransition } from '../../store/TransitionStore';
import { failedCheckpointItems, restartItems } from './counterItems';
import { faultItem } from './faultItems';
import { operationItem } from './operationItems';
import { verdictItems } from './verdictItems';

const START_MS = Date.parse('2026-11-22T10:00:00Z');
const MINUTE_MS = 60_000;
const iso = (minute: number) =>
  new Date(START_MS + minute * MINUTE_MS).toISOString();

/** One value a minute, from the full hour on. */
const counter = (
  metric: 'numRestarts' | 'numberOfFailedCheckpoints',
  values: readonly number[],
) => ({
  metric,
  points: values.map(
    (value, minute): MetricPoint => [START_MS / 1000 + minute * 60, value],
  ),
});

const operation = (overrides: Partial<Operation> = {}): Operation => ({
  id: 'op-1',
  kind: 'rescale',
  verbatim: 'UpdateApplication',
  status: 'succeeded',
  startedAt: iso(1),
  endedAt: iso(2),
  planned: true,
  change: 'parallelism 4 to 8',
  ...overrides,
});

describe('restartItems', () => {
  const titles = (
    values: readonly number[],
    operations: readonly Operation[] = [],
  ) =>
    restartItems([counter('numRestarts', values)], operations).map(
      ({ title, at, planned }) => [title, at, planned],
    );

  it('tells a loop once, at its beginning', () => {
    expect(titles([0, 1, 1, 1, 2, 2, 2, 2, 4])).toEqual([
      ['4 restarts in 7 min', iso(1), false],
    ]);
  });

  it('tells two loops with quiet between them apart', () => {
    expect(titles([0, 1, ...Array(11).fill(1), 3])).toEqual([
      ['1 restart', iso(1), false],
      ['2 restarts within a minute', iso(13), false],
    ]);
  });

  it('counts what a counter shows after it began anew', () => {
    expect(titles([7, 1])).toEqual([['1 restart', iso(1), false]]);
  });

  it('says of a planned one that it was planned and what for', () => {
    expect(
      restartItems(
        [counter('numRestarts', [0, 0, 1])],
        [operation({ planned: true })],
      ),
    ).toMatchObject([
      {
        title: '1 planned restart',
        planned: true,
        detail: 'During "Rescaled: parallelism 4 to 8"',
      },
    ]);
  });

  it('does not let a planned restart excuse the loop after it', () => {
    expect(titles([0, 0, 1, 1, 1, 1, 1, 2, 3], [operation()])).toEqual([
      ['1 planned restart', iso(2), true],
      ['2 restarts in 1 min', iso(7), false],
    ]);
  });
});

describe('failedCheckpointItems', () => {
  it('tells failures in a row once, with the reason of the newest', () => {
    expect(
      failedCheckpointItems(
        [counter('numberOfFailedCheckpoints', [1, 2, 2, 4])],
        [
          {
            name: 'orders',
            lastFailedCheckpoint: {
              at: iso(3),
              failure: 'Checkpoint expired before completing',
            },
          },
        ],
      ),
    ).toEqual([
      {
        id: `failedCheckpoint:${START_MS + MINUTE_MS}`,
        kind: 'failedCheckpoint',
        at: iso(1),
        endedAt: iso(3),
        count: 3,
        title: '3 checkpoints failed in 2 min',
        detail: 'Checkpoint expired before completing',
      },
    ]);
  });

  it('gives an old failure no new reason', () => {
    const [item] = failedCheckpointItems(
      [counter('numberOfFailedCheckpoints', [1, 2])],
      [
        {
          name: 'orders',
          lastFailedCheckpoint: { at: iso(40), failure: 'S3 said no' },
        },
      ],
    );

    expect(item.detail).toBeUndefined();
  });
});

describe('operationItem', () => {
  it.each([
    [operation(), 'Rescaled: parallelism 4 to 8', 'Planned, took 1 min'],
    [
      operation({ kind: 'snapshot', change: undefined, initiatedBy: 'kira' }),
      'Snapshot taken',
      'Planned, took 1 min, by kira',
    ],
    [
      operation({
        kind: 'rollback',
        planned: false,
        status: 'failed',
        change: undefined,
        failure: 'No running version to go back to',
      }),
      'Rolled back (failed)',
      'Not planned, took 1 min. No running version to go back to',
    ],
    [
      operation({ status: 'inProgress', endedAt: undefined }),
      'Rescaled: parallelism 4 to 8 (in progress)',
      'Planned',
    ],
  ])('writes %#', (given, title, detail) => {
    expect(operationItem(given)).toMatchObject({ title, detail });
  });
});

describe('verdictItems', () => {
  const item = (
    transition: Partial<StoredTransition>,
    before?: StoredTransition,
    operations: Operation[] = [],
  ) =>
    verdictItems(
      [
        {
          atMs: START_MS + 2 * MINUTE_MS,
          from: 'Healthy',
          to: 'Degraded',
          ...transition,
        },
        ...(before ? [before] : []),
      ],
      operations,
    )[0];
  const since = (to: StoredTransition['to']): StoredTransition => ({
    atMs: START_MS,
    to,
  });

  it.each([
    [
      item({ reason: 'Falling behind: lag 1.4 M, limit: 200 k' }),
      'Became Degraded: Falling behind, lag 1.4 M, limit: 200 k',
    ],
    [
      item({ from: undefined, to: 'Unhealthy', reason: 'Outage: down' }),
      'First seen, Unhealthy: Outage, down',
    ],
    [
      item({ from: undefined, to: 'Healthy' }, since('Removed')),
      'Back after 2 min, Healthy',
    ],
    [item({ to: 'Removed' }), 'No longer in its source'],
    [
      item({ from: 'Unknown', to: 'Healthy' }, since('Unknown')),
      'Healthy again after 2 min Unknown',
    ],
    [
      item({ from: 'Changing', to: 'Healthy' }, since('Changing')),
      'Healthy after a change of 2 min',
    ],
    [
      item({ to: 'Changing', planned: false }, undefined, [
        operation({ kind: 'rollback', planned: false, change: undefined }),
      ]),
      'Changing: Rolled back',
    ],
    [
      item({ to: 'Stopped', planned: true }, undefined, [
        operation({ kind: 'stop', initiatedBy: 'kira', change: undefined }),
      ]),
      'Stopped on request by kira',
    ],
  ])('writes %#', ({ title }, expected) => {
    expect(title).toBe(expected);
  });

  it('names no verdict for a removal', () => {
    expect(item({ to: 'Removed' })).toMatchObject({
      verdict: undefined,
      fromVerdict: 'Healthy',
    });
  });
});

describe('faultItem', () => {
  it('is one sentence with the reason below', () => {
    expect(
      faultItem({
        id: '7',
        atMs: START_MS,
        exceptionClass: 'java.io.IOException',
        message: 'Connection reset',
        reason: 'The first failure after the checkpoint of 09:58',
      }),
    ).toEqual({
      id: 'fault:7',
      kind: 'fault',
      at: iso(0),
      title: 'First fault: java.io.IOException: Connection reset',
      detail: 'The first failure after the checkpoint of 09:58',
    });
  });
});
