import { observe, sessionCluster } from '../../__testUtils__/observe';
import { minutesAgo, rawDeployment } from '../../__testUtils__/facts';
import { availabilityOf } from './availability';

type Raw = Parameters<typeof observe>[0];

const offered = (raw: Raw) =>
  availabilityOf(observe(raw))
    .filter(({ available }) => available)
    .map(({ kind }) => kind);
const reasonOf = (raw: Raw, kind: string) => {
  const found = availabilityOf(observe(raw)).find(one => one.kind === kind);
  return found && !found.available ? found.reason : undefined;
};
const ready = {
  metadata: { name: 's1', namespace: 'payments', uid: 's1' },
  spec: {
    jobReference: { kind: 'FlinkDeployment', name: 'orders' },
    savepoint: {},
  },
  status: { state: 'COMPLETED', path: 's3://state/s1' },
};
const suspended = rawDeployment({
  spec: { job: { state: 'suspended', upgradeMode: 'savepoint' } },
  status: { lifecycleState: 'SUSPENDED', jobStatus: { state: 'FINISHED' } },
});

describe('what is offered', () => {
  it('fits a job that runs', () => {
    expect(offered({ snapshots: [ready] })).toEqual([
      'snapshot',
      'restart',
      'rescale',
      'upgrade',
      'stop',
      'restore',
      'forceStop',
      'deleteSnapshot',
    ]);
  });

  it('fits one that is suspended', () => {
    expect(offered({ deployment: suspended, snapshots: [ready] })).toEqual([
      'upgrade',
      'start',
      'deleteSnapshot',
    ]);
  });

  it('is a restart alone on a session cluster, whose jobs are not acted on', () => {
    expect(offered({ deployment: sessionCluster() })).toEqual(['restart']);
    expect(reasonOf({ deployment: sessionCluster() }, 'stop')).toContain(
      'Session jobs are not acted on from here',
    );
  });

  it('is nothing on a blue/green pair', () => {
    const blueGreen = {
      metadata: { name: 'orders', namespace: 'payments', uid: 'pair' },
      status: { blueGreenState: 'ACTIVE_BLUE' },
    };
    expect(offered({ blueGreen })).toEqual([]);
    expect(reasonOf({ blueGreen }, 'restart')).toContain(
      'FlinkBlueGreenDeployment',
    );
  });

  it('is nothing while it is being deleted, although the API server would take it', () => {
    const deployment = rawDeployment({
      metadata: { deletionTimestamp: minutesAgo(1) },
    });
    expect(offered({ deployment, snapshots: [ready] })).toEqual([]);
  });

  it('is no snapshot of a job that is not RUNNING, which the operator would abandon', () => {
    const deployment = rawDeployment({
      status: { jobStatus: { state: 'RESTARTING' } },
    });
    expect(reasonOf({ deployment }, 'snapshot')).toContain('RESTARTING');
  });

  it('is a rollback where the newest spec did not become stable', () => {
    const deployment = rawDeployment({
      status: { lifecycleState: 'ROLLED_BACK' },
    });
    expect(offered({ deployment })).toContain('rollback');
    expect(reasonOf({}, 'rollback')).toContain('STABLE');
  });
});
