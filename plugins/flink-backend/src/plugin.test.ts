import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  read,
  unreadable,
  type Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import request from 'supertest';
import flinkPlugin from '.';
import { FakeRuntime, SOURCE } from './__testUtils__/FakeRuntime';
import {
  identity,
  metricsRead,
  minutes,
  observation,
} from './__testUtils__/observations';
import { heldScheduler } from './__testUtils__/startFlink';
import { collectTaskId, SOURCES_TASK_ID } from './collect/SourceSchedule';

/** The plugin as it is installed: its own rules, its own clock. */
async function startInstalled(runtime: FakeRuntime) {
  const scheduler = mockServices.scheduler();
  const backend = await startTestBackend({
    features: [
      flinkPlugin,
      runtime.module,
      heldScheduler(scheduler),
      catalogServiceMock.factory(),
    ],
  });
  await scheduler.triggerTask(SOURCES_TASK_ID);
  await scheduler.triggerTask(collectTaskId(SOURCE.id));
  return backend;
}

describe('the installed plugin', () => {
  it('judges by the rules of the suite', async () => {
    const nowMs = Date.now();
    const deploy: Operation = {
      id: 'op-1',
      kind: 'update',
      verbatim: 'UpdateApplication',
      status: 'succeeded',
      startedAt: new Date(nowMs - 20 * 60_000).toISOString(),
      endedAt: new Date(nowMs - 19 * 60_000).toISOString(),
      planned: true,
      change: 'version 41 to 42',
    };
    const at = new Date(nowMs).toISOString();
    const runtime = new FakeRuntime().on(SOURCE, async context => {
      await context.emit(
        observation(identity('looping'), nowMs, {
          operations: read([deploy], at),
          metrics: metricsRead(
            [
              minutes(
                'numRestarts',
                nowMs,
                Array.from({ length: 15 }, (_, minute) => minute),
              ),
            ],
            nowMs,
          ),
        }),
      );
      await context.emit(
        observation(identity('dark'), nowMs, {
          state: unreadable('denied', 'The role may not describe it', at),
        }),
      );
    });
    const backend = await startInstalled(runtime);

    const { body } = await request(backend.server)
      .get('/api/flink/applications')
      .expect(200);

    expect(body.items).toMatchObject([
      {
        name: 'looping',
        verdict: 'Unhealthy',
        topFinding: { ruleId: 'restart-loop' },
        lastChange: { kind: 'update' },
        figures: { restarts24h: { unplanned: 14 } },
      },
      {
        name: 'dark',
        verdict: 'Unknown',
        unreadable: [{ part: 'state', reason: 'denied' }],
      },
    ]);
    await backend.stop();
  });
});
