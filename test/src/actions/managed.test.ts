import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateApplicationCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import {
  startPortalBackend,
  type PortalBackend,
} from '../portal/startPortalBackend';
import { until } from '../portal/until';
import { ActionClient } from './ActionClient';
import {
  awsOf,
  describe as describeApplication,
  operationsOf,
} from './farSide';

jest.setTimeout(420_000);

const EAST = 'managed:111122223333/us-east-1';

describe('actions on the managed service, through the whole portal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-db-'));
  let sandbox: Sandbox;
  let portal: PortalBackend;

  const start = () =>
    startPortalBackend({
      sandbox: sandbox.ports,
      config: {
        backend: {
          database: {
            client: 'better-sqlite3',
            connection: { directory: folder },
          },
        },
        flink: {
          schedule: { initialDelay: { milliseconds: 100 } },
          aws: {
            accounts: [{ accountId: '111122223333', regions: ['us-east-1'] }],
          },
          lifecycle: { approvals: [] },
        },
      },
    });
  const client = (name: string) =>
    new ActionClient(portal, `${EAST}/${name}`, () =>
      sandbox.clock.advance(10_000),
    );
  /** What AWS did since, by its own record. */
  const since = async (name: string, before: number) => {
    const operations = await operationsOf(awsOf(sandbox), name);
    return operations
      .slice(0, operations.length - before)
      .map(({ Operation, OperationStatus }) => [Operation, OperationStatus]);
  };
  const count = async (name: string) =>
    (await operationsOf(awsOf(sandbox), name)).length;

  beforeAll(async () => {
    sandbox = await startSandbox();
    portal = await start();
    await until(
      () => portal.fleet(),
      fleet =>
        fleet.some(
          ({ id, verdict }) =>
            id === `${EAST}/orders-enrichment-prod` && verdict !== 'Unknown',
        ),
      120_000,
    );
  });

  afterAll(async () => {
    await portal?.stop();
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('follows a rescale to its end, across a backend that is killed on the way', async () => {
    const name = 'orders-enrichment-prod';
    const before = await count(name);
    const plan = await client(name).plan({ kind: 'rescale', parallelism: 12 });
    expect(plan).toMatchObject({
      allowed: true,
      interrupts: true,
      needs: { reason: true },
    });
    expect(plan.changes).toContainEqual(
      expect.objectContaining({ before: '8', after: '12' }),
    );
    expect(plan.cost?.deltaUsdPerMonth).toBeGreaterThan(0);

    const { id } = await client(name).start(plan, { reason: 'Black Friday' });
    await until(
      () => client(name).get(id),
      ({ status }) => status === 'underway',
    );
    process.kill(portal.pid, 'SIGKILL');
    await portal.stop();
    portal = await start();

    const ended = await client(name).outcome(id);
    expect(ended).toMatchObject({
      status: 'succeeded',
      requestedBy: 'user:default/guest',
      reason: 'Black Friday',
      watch: { status: 'watching' },
    });
    expect(await since(name, before)).toEqual([
      ['UpdateApplication', 'SUCCESSFUL'],
    ]);
    const detail = await describeApplication(awsOf(sandbox), name);
    expect(
      detail.ApplicationConfigurationDescription
        ?.FlinkApplicationConfigurationDescription
        ?.ParallelismConfigurationDescription?.Parallelism,
    ).toBe(12);

    const { items } = await portal.get<flinkApi.Timeline>(
      `/applications/${encodeURIComponent(`${EAST}/${name}`)}/timeline`,
    );
    const told = items.filter(
      ({ kind, at }) =>
        (kind === 'action' || kind === 'operation') &&
        Date.parse(at) >= Date.parse(ended.requestedAt),
    );
    expect(told.map(({ actionId }) => actionId)).toEqual([id]);
  });

  it('stops with a snapshot, starts from it by its name, and leaves one row of each', async () => {
    const name = 'inventory-snapshots';
    const before = await count(name);
    const stop = await client(name).run({ kind: 'stop' });
    const stopped = await client(name).outcome(stop.id);
    expect(stopped.status).toBe('succeeded');
    const detail = await until(
      () => portal.application(`${EAST}/${name}`),
      ({ verdict, snapshots }) => verdict === 'Stopped' && snapshots.length > 0,
      120_000,
    );

    const refused = await client(name).plan({ kind: 'stop' });
    expect(refused.allowed).toBe(false);
    expect(refused.refusal).toMatch(/READY|stopped/i);

    const started = await client(name).run({
      kind: 'start',
      from: { type: 'snapshot', snapshotName: detail.snapshots[0].name },
    });
    expect((await client(name).outcome(started.id)).status).toBe('succeeded');
    expect((await since(name, before)).map(([operation]) => operation)).toEqual(
      ['StartApplication', 'StopApplication'],
    );
    expect(
      (await describeApplication(awsOf(sandbox), name)).ApplicationStatus,
    ).toBe('RUNNING');
  });

  it('sends one call for two clicks, and lets one of two people be first', async () => {
    const name = 'clickstream-sessions-prod';
    const before = await count(name);
    const plan = await client(name).plan({ kind: 'restart' });
    const other = await client(name).plan({ kind: 'rescale', parallelism: 3 });
    const idempotencyKey = randomUUID();
    const confirmation = { idempotencyKey, reason: 'It hangs' };
    const answers = await Promise.all([
      client(name).tryStart(plan, confirmation),
      client(name).tryStart(plan, confirmation),
      client(name).tryStart(other, { reason: 'It is slow' }),
    ]);
    const accepted = answers.filter(({ status }) => status === 202);
    const ids = new Set(accepted.map(({ text }) => JSON.parse(text).id));
    expect(ids.size).toBe(1);
    const refused = answers.filter(({ status }) => status !== 202);
    expect(
      refused.filter(
        ({ status, text }) => status !== 409 || !/in flight/.test(text),
      ),
    ).toEqual([]);
    const [id] = ids;
    expect((await client(name).outcome(id)).status).toBe('succeeded');
    expect(await count(name)).toBe(before + 1);
  });

  it('sends nothing when somebody else was faster, and says what they changed', async () => {
    const name = 'fraud-scoring-prod';
    const plan = await client(name).plan({ kind: 'rescale', parallelism: 20 });
    const aws = awsOf(sandbox);
    const { ConditionalToken } = await describeApplication(aws, name);
    await aws.send(
      new UpdateApplicationCommand({
        ApplicationName: name,
        ConditionalToken,
        ApplicationConfigurationUpdate: {
          FlinkApplicationConfigurationUpdate: {
            ParallelismConfigurationUpdate: {
              ConfigurationTypeUpdate: 'CUSTOM',
              ParallelismUpdate: 6,
            },
          },
        },
      }),
    );
    const before = await count(name);
    const action = await client(name).start(plan, { reason: 'More load' });
    const ended = await client(name).outcome(action.id);
    expect(ended.status).toBe('notSent');
    expect(ended.message).toMatch(/Someone changed this application/);
    expect(ended.message).toMatch(/parallelism .+ → 6/);
    expect(ended.message).toMatch(/Nothing was sent/);
    expect(await count(name)).toBe(before);
  });

  it('asks for a reason in production and for the name of what is lost, and takes no other', async () => {
    const name = 'ad-attribution';
    const plan = await client(name).plan({ kind: 'forceStop' });
    expect(plan.losses.length).toBeGreaterThan(0);
    expect(plan.needs).toMatchObject({ typedName: name, reason: true });
    const before = await count(name);
    for (const confirmation of [
      { typedName: name },
      { reason: 'Stuck' },
      { reason: '  ', typedName: name },
      { reason: 'Stuck', typedName: 'ad-attributio' },
    ]) {
      const answer = await client(name).tryStart(plan, confirmation);
      expect(answer.status).toBe(400);
    }
    expect(await count(name)).toBe(before);
  });
});
