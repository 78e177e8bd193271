import {
  notApplicable,
  read,
  unreadable,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import { expandFixture } from './expandFixture';
import { parseFixture } from './readFixtures';
import { shrinkObservations, type Emitted } from './shrinkObservations';

const START_MS = Date.parse('2026-11-22T14:00:00.000Z');
const iso = (minute: number) =>
  new Date(START_MS + minute * 60_000).toISOString();

const application = {
  id: 'managed:111122223333/eu-west-1/orders',
  runtime: 'managed' as const,
  name: 'orders',
  sourceId: 'managed:111122223333/eu-west-1',
  scope: ['111122223333', 'eu-west-1'],
  externalId: 'arn',
  labels: {},
};

const operation = (id: string) => ({
  id,
  kind: 'update' as const,
  verbatim: 'UpdateApplication',
  status: 'succeeded' as const,
  startedAt: iso(-9),
  planned: true,
});

function observation(
  minute: number,
  bend: Partial<Observation> = {},
): Observation {
  const at = iso(minute);
  return {
    application,
    observedAt: at,
    state: read({ phase: 'running', verbatim: [], conditions: [] }, at),
    configuration: read({ workload: 'streaming' }, iso(0)),
    jobs: notApplicable('no jobs'),
    operations: read([operation('a')], at),
    snapshots: read([], at),
    events: notApplicable('no events'),
    ...bend,
  };
}

const emit = (minute: number, bend?: Partial<Observation>): Emitted => ({
  atMs: START_MS + minute * 60_000,
  observation: observation(minute, bend),
});

const values = (minute: number, value: number) =>
  read(
    {
      from: iso(minute),
      to: iso(minute + 1),
      resolutionSeconds: 60,
      series: [
        {
          metric: 'cpuUtilization' as const,
          points: [[START_MS / 1000 + minute * 60, value] as const],
        },
      ],
    },
    iso(minute),
  );

function fixtureOf(emitted: readonly Emitted[]) {
  return {
    title: 'a title',
    origin: { written: 'by a test' },
    application,
    start: iso(0),
    minutes: 10,
    source: { mode: 'poll', pollIntervalMs: 60_000 },
    expect: { moments: [{ by: 9, verdict: 'Healthy' }] },
    ...shrinkObservations(START_MS, emitted),
  };
}

const parsed = (fixture: object) =>
  parseFixture('one.json', JSON.stringify(fixture));

describe('a fixture', () => {
  it('gives back every observation it was made of', () => {
    const emitted = [
      emit(0, { metrics: values(0, 41) }),
      emit(1, {
        operations: read([operation('b'), operation('a')], iso(1)),
        metrics: values(1, 42),
      }),
      emit(2, {
        state: read(
          { phase: 'changing', verbatim: [], conditions: [] },
          iso(2),
        ),
        operations: unreadable('denied', 'not allowed', iso(2)),
      }),
      emit(3.05, { configuration: read({ workload: 'batch' }, iso(3)) }),
    ];

    expect(
      expandFixture(parsed(fixtureOf(emitted))).map(each =>
        each.kind === 'observation' ? each.observation : each,
      ),
    ).toEqual(
      emitted.map(each => ('observation' in each ? each.observation : each)),
    );
  });

  it('keeps of an observation only what changed', () => {
    const { steps } = shrinkObservations(START_MS, [
      emit(0),
      emit(1, { operations: read([operation('b'), operation('a')], iso(1)) }),
    ]);

    expect(steps[1]).toEqual({
      minute: 1,
      operations: { value: [operation('b')], then: [0] },
      again: ['state', 'snapshots'],
    });
  });

  it('remembers that the whole source could not be read', () => {
    const fixture = fixtureOf([
      emit(0),
      { atMs: START_MS + 60_000, failed: 'unreachable', message: 'no answer' },
    ]);

    expect(expandFixture(parsed(fixture))[1]).toEqual({
      kind: 'failed',
      atMs: START_MS + 60_000,
      reason: 'unreachable',
      message: 'no answer',
    });
  });
});

describe('what is wrong with a fixture is said with its place', () => {
  const good = fixtureOf([emit(0, { metrics: values(0, 41) })]);
  const [step] = good.steps;

  it.each([
    ['a file that is not JSON', '{', /one\.json is not JSON/],
    [
      'a verdict nobody knows',
      { ...good, expect: { moments: [{ by: 9, verdict: 'Fine' }] } },
      /expect\.moments\[0\]/,
    ],
    [
      'a moment after the end',
      { ...good, expect: { moments: [{ by: 11, verdict: 'Healthy' }] } },
      /minute 11 lies after the last one, 10/,
    ],
    [
      'a row with a value too many',
      {
        ...good,
        steps: [{ ...step, metrics: { rows: [[0, 1, 2]] } }],
      },
      /a row is the minute and 1 values, one per column; this one has 2/,
    ],
    [
      'a first observation without its state',
      { ...good, steps: [{ ...step, state: undefined }] },
      /the first observation must say how "state" was read/,
    ],
    [
      'a word misspelt in a part',
      {
        ...good,
        steps: [
          {
            ...step,
            state: { value: { phase: 'run', verbatim: [], conditions: [] } },
          },
        ],
      },
      /steps\[0\]\.state\.value\.phase/,
    ],
    [
      'a part that is read and is not',
      {
        ...good,
        steps: [{ ...step, jobs: { value: [], notApplicable: 'none' } }],
      },
      /a reading is one of/,
    ],
    [
      'steps out of order',
      {
        ...good,
        steps: [
          { ...step, minute: 4 },
          { minute: 2, again: 'all' },
        ],
      },
      /steps must be in order of time/,
    ],
  ])('%s', (_what, fixture, message) => {
    const text =
      typeof fixture === 'string' ? fixture : JSON.stringify(fixture);

    expect(() => parseFixture('one.json', text)).toThrow(message);
  });
});
