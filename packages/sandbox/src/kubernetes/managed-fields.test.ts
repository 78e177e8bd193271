import { MERGE, apiBed } from './__testUtils__/api-bed';
import { BASE, itemsOf, operatorBed } from './__testUtils__/operator-bed';
import {
  START_MS,
  TestCluster,
  startTestCluster,
} from './__testUtils__/test-cluster';
import { isoSeconds } from './api/registry';
import { JsonObject, JsonValue, stringAt, valueAt } from './store/objects';

let cluster: TestCluster;

const { create, patch } = apiBed(() => cluster);
const { deployment, read } = operatorBed(() => cluster);

afterEach(() => cluster.api.close());

function entriesOf(object: JsonValue): JsonObject[] {
  return itemsOf({ items: valueAt(object, 'metadata', 'managedFields') });
}

/** Who wrote a part of an object, through what, and when. */
function writersOf(object: JsonValue, part: 'spec' | 'status') {
  return entriesOf(object)
    .filter(entry => valueAt(entry, 'fieldsV1', `f:${part}`) !== undefined)
    .map(({ manager, subresource, time }) => ({ manager, subresource, time }));
}

const at = (seconds: number) => isoSeconds(START_MS + seconds * 1000);

it("keeps the time of who wrote the spec while the operator's status goes on", async () => {
  cluster = await startTestCluster();
  await create();
  const [{ manager }] = entriesOf(await deployment('default', 'orders'));
  cluster.pass(120);
  const object = await deployment('default', 'orders');

  expect(stringAt(object, 'status', 'lifecycleState')).toBe('STABLE');
  expect(manager).not.toBe('flink-kubernetes-operator');
  expect(writersOf(object, 'spec')).toEqual([
    { manager, subresource: undefined, time: at(0) },
  ]);
});

it('keeps one entry for status, and renews its time only when status changes', async () => {
  cluster = await startTestCluster();
  await create();
  cluster.pass(120);
  const before = writersOf(await deployment('default', 'orders'), 'status');
  cluster.pass(1);
  const after = writersOf(await deployment('default', 'orders'), 'status');

  expect(before).toEqual([
    {
      manager: 'flink-kubernetes-operator',
      subresource: 'status',
      time: expect.any(String),
    },
  ]);
  expect(before[0].time).not.toBe(at(0));
  expect(after).toEqual(before);
});

it('says who changed the spec of a running deployment, and when', async () => {
  cluster = await startTestCluster();
  await create();
  const [{ manager }] = entriesOf(await deployment('default', 'orders'));
  cluster.pass(90);
  await patch(
    MERGE,
    { spec: { job: { parallelism: 8 } } },
    '?fieldManager=portal',
  );
  cluster.pass(60);

  expect(writersOf(await deployment('default', 'orders'), 'spec')).toEqual([
    { manager, subresource: undefined, time: at(0) },
    { manager: 'portal', subresource: undefined, time: at(90) },
  ]);
});

it("leaves a fleet's specs to the teams that applied them", async () => {
  cluster = await startTestCluster({ cluster: 'eks-prod-eu' });
  cluster.pass(30);
  const members = cluster.world.kubernetesFleet('eks-prod-eu');
  const list = await read(`${BASE}/flinkdeployments`);
  const written = itemsOf(list).flatMap(object => {
    const name = stringAt(object, 'metadata', 'name');
    const member = members.find(
      one => one.name === name && one.kind === 'FlinkDeployment',
    );
    return member ? [{ member, writers: writersOf(object, 'spec') }] : [];
  });

  expect(written.length).toBeGreaterThan(5);
  for (const { member, writers } of written) {
    expect({ name: member.name, writers }).toEqual({
      name: member.name,
      writers: [
        {
          manager: 'kubectl-client-side-apply',
          subresource: undefined,
          time: isoSeconds(member.deployedAtMs),
        },
      ],
    });
  }
});
