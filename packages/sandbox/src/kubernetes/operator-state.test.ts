import { operatorBed } from './__testUtils__/operator-bed';
import {
  TestCluster,
  orders,
  startTestCluster,
} from './__testUtils__/test-cluster';
import { objectAt, stringAt } from './store/objects';

const SAVEPOINT = 's3://state/savepoints/savepoint-old';

let cluster: TestCluster;

const { create, deployment, patchOrders } = operatorBed(() => cluster);

beforeEach(async () => {
  cluster = await startTestCluster();
});

afterEach(() => cluster.api.close());

/** Where the state lay that the running job began from; undefined: it began from nothing. */
async function beganFrom(): Promise<string | undefined> {
  const object = await deployment('default', 'orders');
  const id = stringAt(object, 'status', 'jobStatus', 'jobId') ?? '';
  return cluster.world.job(id)?.restoredFrom(cluster.clock.now())?.externalPath;
}

async function savepointOfUpgrade(): Promise<string | undefined> {
  const object = await deployment('default', 'orders');
  return stringAt(object, 'status', 'jobStatus', 'upgradeSavepointPath');
}

async function deploy(job: object): Promise<void> {
  await create('flinkdeployments', orders({}, job));
  cluster.pass(150);
}

it.each([
  ['nothing without an initial savepoint', {}, undefined],
  ['the initial savepoint', { initialSavepointPath: SAVEPOINT }, SAVEPOINT],
])('begins a first deployment from %s', async (_what, job, path) => {
  await deploy(job);
  expect(await beganFrom()).toBe(path);
});

it.each([
  ['stateless', undefined],
  ['last-state', expect.stringContaining('/chk-')],
  ['savepoint', expect.stringContaining('/savepoints/')],
])('upgrades in mode %s from %s', async (upgradeMode, path) => {
  await deploy({ upgradeMode });
  await patchOrders({ restartNonce: 1 });
  cluster.pass(120);
  expect(await beganFrom()).toEqual(path);
});

it('resumes from the savepoint it was suspended with', async () => {
  await deploy({ upgradeMode: 'savepoint' });
  await patchOrders({ job: { state: 'suspended' } });
  cluster.pass(60);
  await patchOrders({ job: { state: 'running' } });
  cluster.pass(120);

  expect(await beganFrom()).toEqual(expect.stringContaining('/savepoints/'));
  expect(await beganFrom()).toBe(await savepointOfUpgrade());
});

it('redeploys from the savepoint it is given, whatever the mode', async () => {
  await deploy({ upgradeMode: 'stateless' });
  await patchOrders({
    job: { initialSavepointPath: SAVEPOINT, savepointRedeployNonce: 1 },
  });
  cluster.pass(120);
  expect(await beganFrom()).toBe(SAVEPOINT);
});

it('says since when the job runs, in the words of its JobManager', async () => {
  await create('flinkdeployments', {
    ...orders(),
    metadata: {
      name: 'orders',
      annotations: { 'sandbox/story': 'restart-loop-after-deploy' },
    },
  });
  cluster.pass(300);
  const object = await deployment('default', 'orders');
  const status = objectAt(object, 'status', 'jobStatus');
  const job = cluster.world.job(String(status.jobId));
  const moment = job?.at(cluster.clock.now());

  expect(moment?.numRestarts).toBeGreaterThan(0);
  expect(status.startTime).toBe(String(moment?.runStartedAtMs));
});
