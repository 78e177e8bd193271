import {
  ACTION_KINDS,
  unreadable,
  type ActionKind,
  type Observation,
  type Operation,
  type Snapshot,
} from '@flink-portal/backstage-plugin-flink-common';
import { observationOf } from '../../__testUtils__/observationOf';
import { availabilityOf } from './availability';

const AT = '2026-11-22T14:40:00.000Z';
const NOW = Date.parse(AT);

const reasonOf = (
  observation: Observation,
  kind: ActionKind,
  readOnly?: string,
) => {
  const found = availabilityOf(observation, readOnly, NOW).find(
    one => one.kind === kind,
  );
  return found?.available === false ? found.reason : undefined;
};
const offered = (observation: Observation) =>
  availabilityOf(observation, undefined, NOW)
    .filter(({ available }) => available)
    .map(({ kind }) => kind);

describe('availabilityOf', () => {
  it.each<[status: string, kinds: ActionKind[]]>([
    ['READY', ['rescale', 'upgrade', 'start', 'deleteSnapshot']],
    ['STARTING', ['forceStop', 'deleteSnapshot']],
    [
      'RUNNING',
      [
        'snapshot',
        'restart',
        'rescale',
        'upgrade',
        'stop',
        'restore',
        'rollback',
        'forceStop',
        'deleteSnapshot',
      ],
    ],
    ['UPDATING', ['rollback', 'forceStop', 'deleteSnapshot']],
    ['AUTOSCALING', ['rollback', 'forceStop', 'deleteSnapshot']],
    ['STOPPING', ['forceStop', 'deleteSnapshot']],
    ['FORCE_STOPPING', ['deleteSnapshot']],
    ['ROLLING_BACK', ['deleteSnapshot']],
    ['MAINTENANCE', ['deleteSnapshot']],
    ['ROLLED_BACK', ['start', 'deleteSnapshot']],
    ['DELETING', []],
    ['A_STATUS_OF_TOMORROW', ['deleteSnapshot']],
  ])(
    'offers in %s what AWS documents, and a reason for the rest',
    (status, kinds) => {
      const observation = observationOf({ status });
      expect(offered(observation)).toEqual(kinds);
      const all = availabilityOf(observation, undefined, NOW);
      expect(all.map(({ kind }) => kind)).toEqual(ACTION_KINDS);
      for (const one of all) {
        expect(one.available || one.reason).toBeTruthy();
      }
    },
  );

  it('says since when it changes, how long that usually takes, and what a force-stop drops', () => {
    const observation = observationOf({
      status: 'AUTOSCALING',
      since: '2026-11-22T14:31:00.000Z',
      operations: [
        autoscaling('2026-11-20T10:00:00.000Z', '2026-11-20T10:03:00.000Z'),
      ],
    });
    expect(reasonOf(observation, 'stop')).toBe(
      'Cannot stop now: autoscaling since 14:31 UTC (usually 3 min). Only force-stop is possible, which drops everything after snapshot nightly-20261122 of 02:10 UTC (12 h ago).',
    );
  });

  it('falls back to the documented time without a history of its own', () => {
    expect(reasonOf(observationOf({ status: 'MAINTENANCE' }), 'stop')).toBe(
      'Cannot stop now: in maintenance since 14:40 UTC (usually 30 s). It is offered again once the application is RUNNING.',
    );
  });

  it('says that all state goes when there is no snapshot to start from', () => {
    expect(
      reasonOf(observationOf({ status: 'UPDATING', snapshots: [] }), 'restart'),
    ).toContain('drops all state: there is no snapshot to start from');
  });

  it('names no snapshot of Flink 2 as what remains for Flink 1', () => {
    const snapshots: Snapshot[] = [
      snapshot('after-upgrade', '2026-11-22T14:00:00.000Z', '2.2'),
      snapshot('before-upgrade', '2026-11-21T14:00:00.000Z', '1.20'),
    ];
    expect(
      reasonOf(observationOf({ status: 'UPDATING', snapshots }), 'stop'),
    ).toContain('snapshot before-upgrade');
  });

  it.each(['restore', 'rollback', 'deleteSnapshot'] as const)(
    'offers no %s without snapshots',
    kind => {
      expect(
        reasonOf(observationOf({ status: 'RUNNING', snapshots: [] }), kind),
      ).toMatch(/there is no snapshot/i);
    },
  );

  it('says why the snapshots are not known instead of that there are none', () => {
    const observation: Observation = {
      ...observationOf({ status: 'RUNNING' }),
      snapshots: unreadable('denied', 'Cannot list snapshots.', AT),
    };
    expect(reasonOf(observation, 'restore')).toBe(
      'Cannot restore: Cannot list snapshots.',
    );
    // AWS can tell.
    expect(reasonOf(observation, 'rollback')).toBeUndefined();
  });

  it('offers no snapshot where they are disabled, but a stop', () => {
    const observation = observationOf({
      status: 'RUNNING',
      configuration: { snapshotsEnabled: false },
    });
    expect(reasonOf(observation, 'snapshot')).toContain(
      'SnapshotsEnabled is false',
    );
    expect(reasonOf(observation, 'stop')).toBeUndefined();
  });

  it('has nothing before the first version', () => {
    expect(
      reasonOf(
        observationOf({ status: 'RUNNING', configuration: { version: '1' } }),
        'rollback',
      ),
    ).toBe('Cannot roll back: version 1 is the first one.');
  });

  it('leaves notebooks alone', () => {
    expect(
      offered(
        observationOf({
          status: 'RUNNING',
          configuration: { workload: 'notebook' },
        }),
      ),
    ).toEqual([]);
  });

  it('offers nothing while the state is not known, and says why', () => {
    const observation: Observation = {
      ...observationOf({ status: 'RUNNING' }),
      state: unreadable('denied', 'The role lacks a permission.', AT),
    };
    expect(offered(observation)).toEqual([]);
    expect(reasonOf(observation, 'stop')).toBe(
      'Nothing is offered while the application’s state is not known. The role lacks a permission.',
    );
  });

  it('offers nothing in an account that is only read', () => {
    const observation = observationOf({ status: 'RUNNING' });
    expect(reasonOf(observation, 'stop', 'Only read here.')).toBe(
      'Only read here.',
    );
  });

  it('goes by the status, not by an operation that ended', () => {
    const observation = observationOf({ status: 'READY' });
    expect(reasonOf(observation, 'stop')).toBe(
      'Cannot stop now: the application does not run (READY). There is nothing to stop.',
    );
    expect(reasonOf(observation, 'restore')).toContain(
      'Start it from that snapshot instead',
    );
  });
});

function autoscaling(startedAt: string, endedAt: string): Operation {
  return {
    id: 'op-1',
    kind: 'autoscale',
    verbatim: 'AutoScaling',
    status: 'succeeded',
    startedAt,
    endedAt,
    planned: true,
  };
}

function snapshot(
  name: string,
  createdAt: string,
  flinkVersion: string,
): Snapshot {
  return { name, kind: 'snapshot', status: 'ready', createdAt, flinkVersion };
}
