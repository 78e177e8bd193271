import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { startFlink, type StartOptions } from '../__testUtils__/startFlink';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const NOW_MS = Date.parse('2026-11-26T12:00:00Z');
const STANDARDS = parse(
  readFileSync(join(__dirname, '../../../../templates/standards.yaml'), 'utf8'),
);

jest.setTimeout(60_000);

const run = (
  id: string,
  change: Partial<flinkApi.TemplateRun> = {},
): flinkApi.TemplateRun => ({
  id,
  template: 'managed-java',
  templateVersion: '1.0.0',
  applicationId: 'managed:444455556666/us-east-1/orders',
  startedAt: '2026-11-26T11:00:00.000Z',
  endedAt: '2026-11-26T11:01:30.000Z',
  outcome: 'firstCheckpoint',
  milestones: [
    { id: 'repository', at: '2026-11-26T11:00:05.000Z' },
    { id: 'firstCheckpoint', at: '2026-11-26T11:01:25.000Z' },
  ],
  ...change,
});

describe.each(databases.eachSupportedId())('templates on %s', databaseId => {
  async function setUp(options: Partial<StartOptions> = {}) {
    const flink = await startFlink({
      knex: await databases.init(databaseId),
      runtimes: [],
      clock: { nowMs: NOW_MS },
      ...options,
    });
    const record = (body: object, as = 'plugin:scaffolder') =>
      flink.post('/template-runs', body).set(
        'Authorization',
        mockCredentials.service.header({
          onBehalfOf: mockCredentials.service(as),
          targetPluginId: 'flink',
        }),
      );
    return { ...flink, record };
  }

  it('shows the standards of the configuration', async () => {
    const flink = await setUp({ config: { flink: { standards: STANDARDS } } });

    const { body } = await flink.get('/standards').expect(200);

    expect(body.standards.runtimes.managed.default).toBe('2.2');
    await flink.stop();
  });

  it('says which key is missing where there are no standards', async () => {
    const flink = await setUp();

    const { body } = await flink.get('/standards').expect(404);

    expect(body.error.message).toContain('flink.standards');
    await flink.stop();
  });

  it('does not start with standards that contradict themselves', async () => {
    const runtimes = {
      ...STANDARDS.runtimes,
      managed: { allowed: ['2.2'], default: '3.0' },
    };

    await expect(
      setUp({ config: { flink: { standards: { ...STANDARDS, runtimes } } } }),
    ).rejects.toThrow(/runtimes\.managed\.default 3\.0/);
  });

  it('keeps what the scaffolder records, once for each task', async () => {
    const flink = await setUp();
    await flink.record(run('1', { outcome: 'failed' })).expect(204);
    await flink.record(run('1')).expect(204);

    const { body } = await flink.get('/template-runs').expect(200);

    expect(body.recent).toEqual([run('1')]);
    expect(body.versions).toMatchObject([
      {
        template: 'managed-java',
        runs: 1,
        reached: 1,
        p50Ms: 85_000,
        slowestStep: 'firstCheckpoint',
      },
    ]);
    await flink.stop();
  });

  it('takes no run from a person or another plugin', async () => {
    const flink = await setUp();

    await flink
      .post('/template-runs', run('1'))
      .set('Authorization', mockCredentials.user.header())
      .expect(403);
    await flink.record(run('1'), 'plugin:catalog').expect(403);

    expect((await flink.get('/template-runs')).body.recent).toEqual([]);
    await flink.stop();
  });

  it('takes no run that ended before it began', async () => {
    const flink = await setUp();

    const { body } = await flink
      .record(run('1', { endedAt: '2026-11-26T10:00:00Z' }))
      .expect(400);

    expect(body.error.message).toContain('endedAt is before startedAt');
    await flink.stop();
  });

  it('hides a secret that a failure’s text holds', async () => {
    const flink = await setUp();
    await flink
      .record(run('1', { outcome: 'failed', failure: 'password=hunter2' }))
      .expect(204);

    const { text } = await flink.get('/template-runs').expect(200);

    expect(text).not.toContain('hunter2');
    await flink.stop();
  });

  it('forgets runs after a year and reports those of the last 90 days', async () => {
    const clock = { nowMs: NOW_MS };
    const flink = await setUp({ clock });
    await flink.record(run('1')).expect(204);

    clock.nowMs = NOW_MS + 91 * 24 * 60 * 60_000;
    expect((await flink.get('/template-runs')).body.recent).toEqual([]);

    await flink.cleanUp();
    clock.nowMs = NOW_MS;
    expect((await flink.get('/template-runs')).body.recent).toHaveLength(1);

    clock.nowMs = NOW_MS + 366 * 24 * 60 * 60_000;
    await flink.cleanUp();
    clock.nowMs = NOW_MS;
    expect((await flink.get('/template-runs')).body.recent).toEqual([]);
    await flink.stop();
  });

  it('shows the report to nobody without the permission', async () => {
    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(() => ({ result: AuthorizeResult.DENY })),
    });
    const flink = await setUp({ permissions });

    const { status } = await flink.get('/template-runs');

    expect(status).toBe(403);
    await flink.stop();
  });
});
