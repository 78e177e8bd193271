import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  FlinkSourceError,
  type CollectContext,
  type FlinkSource,
} from '@flink-portal/backstage-plugin-flink-node';
import type { Knex } from 'knex';
import { FakeRuntime, SOURCE } from '../__testUtils__/FakeRuntime';
import { identity, observation } from '../__testUtils__/observations';
import { phaseRules } from '../__testUtils__/phaseRules';
import { readFlinkConfig } from '../config';
import { ApplicationJudge } from '../judge/ApplicationJudge';
import { FlinkStore } from '../store/FlinkStore';
import { MIGRATIONS_DIRECTORY } from '../store/openStore';
import { Learner } from './Learner';
import { SourceCollector } from './SourceCollector';
import { StaleSweep } from './StaleSweep';
import { VerdictTick } from './VerdictTick';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const NOW_MS = Date.parse('2026-11-22T10:00:00.000Z');
const WATCH: FlinkSource = { ...SOURCE, mode: 'watch', timeoutMs: 60_000 };

describe('collecting a source', () => {
  let knex: Knex;
  let clock: { nowMs: number };

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    clock = { nowMs: NOW_MS };
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
  });

  async function setUp(
    source: FlinkSource,
    collect: (context: CollectContext) => Promise<void>,
  ) {
    const store = new FlinkStore(knex);
    const now = () => clock.nowMs;
    const logger = mockServices.logger.mock();
    const { thresholdsFor } = readFlinkConfig(mockServices.rootConfig());
    const learner = new Learner(
      store,
      new ApplicationJudge(phaseRules, thresholdsFor),
      new VerdictTick({ publish: async () => {} }, logger),
      now,
    );
    const runtime = new FakeRuntime().on(source, collect);
    await store.sources.replaceOfRuntime('managed', [source], clock.nowMs);
    return {
      store,
      logger,
      sweep: new StaleSweep(store, learner, now),
      collector: new SourceCollector(runtime, source, {
        store,
        learner,
        logger,
        now,
        graceMs: 10,
      }),
    };
  }

  const unending = new AbortController().signal;

  it('ends a poll that takes too long, and says so', async () => {
    const slow = { ...SOURCE, timeoutMs: 20 };
    const { collector, store } = await setUp(
      slow,
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );

    await collector.run(unending);

    expect(await store.sources.get(SOURCE.id)).toMatchObject({
      status: 'failing',
      failures: 1,
      error: { reason: 'timeout' },
    });
  });

  it('does not begin while an earlier collection has not ended, and refuses what that one hands over late', async () => {
    let letGo = () => {};
    let late: Promise<unknown> = Promise.resolve();
    let begun = 0;
    const deaf = { ...SOURCE, timeoutMs: 10 };
    const { collector, store } = await setUp(deaf, async context => {
      begun += 1;
      await new Promise<void>(resolve => {
        letGo = resolve;
      });
      late = context
        .emit(observation(identity('orders'), clock.nowMs))
        .catch(error => error);
    });
    await collector.run(unending);
    clock.nowMs += 10 * 60_000;
    await collector.run(unending);

    expect(begun).toBe(1);
    expect((await store.sources.get(SOURCE.id))?.error?.message).toContain(
      'has not ended',
    );
    letGo();
    await new Promise(resolve => setImmediate(resolve));
    expect(await late).toMatchObject({ name: 'InputError' });
  });

  it('takes the end of a watch for no failure, and its sign of life for a good reading', async () => {
    const stop = new AbortController();
    const { collector, store } = await setUp(WATCH, async context => {
      await context.emit(observation(identity('orders'), clock.nowMs));
      stop.abort();
      context.signal.throwIfAborted();
    });

    await collector.run(stop.signal);

    expect(await store.sources.get(SOURCE.id)).toMatchObject({
      status: 'ok',
      failures: 0,
      lastGoodAtMs: NOW_MS,
    });
  });

  it('keeps applications of a watch that is current out of Unknown, however quiet they are', async () => {
    const { collector, store, sweep } = await setUp(WATCH, async context => {
      await context.emit(observation(identity('orders'), clock.nowMs));
      clock.nowMs += 10 * 60_000;
      await context.alive();
    });

    await collector.run(unending);
    await sweep.run();

    const [stored] = await store.applications.readSource(SOURCE.id);
    expect(stored.judgement.verdict).toBe('Healthy');
    expect(stored.known.state.lastGood?.at).toBe('2026-11-22T10:10:00.000Z');
  });

  it('never overwrites a newer reading by judging an older one again', async () => {
    const { collector, store, sweep } = await setUp(SOURCE, context =>
      context.emit(observation(identity('orders'), clock.nowMs)),
    );
    await collector.run(unending);
    clock.nowMs += 10 * 60_000;
    const readStale = store.applications.readStale.bind(store.applications);
    jest
      .spyOn(store.applications, 'readStale')
      .mockImplementation(async (...query) => {
        const stale = await readStale(...query);
        await collector.run(unending);
        return stale;
      });

    await sweep.run();

    const [stored] = await store.applications.readSource(SOURCE.id);
    expect(stored.judgement.verdict).toBe('Healthy');
  });

  it('logs a lasting failure once', async () => {
    const { collector, logger } = await setUp(SOURCE, async () => {
      throw new FlinkSourceError('denied', 'The role is gone');
    });

    for (let run = 0; run < 3; run += 1) {
      await collector.run(unending);
      clock.nowMs += 10 * 60_000;
    }

    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('refuses a reading that belongs to another source', async () => {
    const { collector, store } = await setUp(SOURCE, context =>
      context.emit(
        observation(identity('orders', { sourceId: 'managed:other' }), NOW_MS),
      ),
    );

    await collector.run(unending);

    expect((await store.sources.get(SOURCE.id))?.status).toBe('failing');
    expect(await store.applications.readSource(SOURCE.id)).toEqual([]);
  });

  it('counts calls and money of a collection that failed too', async () => {
    const { collector, store } = await setUp(SOURCE, async context => {
      context.count('ListApplications');
      context.count('GetMetricData', 0.01);
      context.count('GetMetricData', 0.01);
      throw new FlinkSourceError('throttled', 'Too many calls');
    });

    await collector.run(unending);

    const summary = await store.calls.summarize(clock.nowMs);
    expect(summary.get(SOURCE.id)).toMatchObject({
      lastHour: { ListApplications: 1, GetMetricData: 2 },
      // Two cents in the first hour of thirty days.
      estimatedUsdPerMonth: 14.4,
    });
  });
});
