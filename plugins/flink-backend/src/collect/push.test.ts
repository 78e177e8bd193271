import { TestDatabases } from '@backstage/backend-test-utils';
import { FakeRuntime, SOURCE } from '../__testUtils__/FakeRuntime';
import { identity, observation } from '../__testUtils__/observations';
import { startFlink } from '../__testUtils__/startFlink';

const NOW_MS = Date.parse('2026-11-22T10:00:00.000Z');
const MINUTE_MS = 60_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('a tick to browsers, on %s,', id => {
  async function setUp() {
    const seen: string[] = [];
    const clock = { nowMs: NOW_MS };
    let phase: 'running' | 'failed' = 'running';
    const knex = await databases.init(id);
    const runtime = new FakeRuntime().on(SOURCE, async context => {
      await context.emit(
        observation(identity('orders'), clock.nowMs, { phase }),
      );
      // Nothing else of the collection comes before browsers are told.
      seen.push('emitted');
    });
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });
    flink.publish.mockImplementation(async () => {
      // Who refetches now gets what the tick is about.
      const { verdict } = await knex('flink_applications').first();
      seen.push(`tick: ${verdict}`);
    });
    await flink.collect(SOURCE.id);
    return {
      flink,
      clock,
      seen,
      collect: async (next: typeof phase) => {
        phase = next;
        clock.nowMs += MINUTE_MS;
        await flink.collect(SOURCE.id);
      },
    };
  }

  it('follows each transition at once, when what it is about can be read', async () => {
    const { flink, seen, collect } = await setUp();

    await collect('failed');
    await collect('failed');
    await collect('running');

    expect(seen).toEqual([
      'tick: Healthy',
      'emitted',
      'tick: Unhealthy',
      'emitted',
      'emitted',
      'tick: Healthy',
      'emitted',
    ]);
    await flink.stop();
  });

  it('follows a transition without a new reading as well', async () => {
    const { flink, clock, seen } = await setUp();

    clock.nowMs += 4 * MINUTE_MS;
    await flink.sweep();

    expect(seen).toEqual(['tick: Healthy', 'emitted', 'tick: Unknown']);
    await flink.stop();
  });

  it('names neither the application nor its verdict', async () => {
    const { flink, clock, collect } = await setUp();

    await collect('failed');

    expect(flink.publish).toHaveBeenLastCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'flink:applications',
      message: { rev: clock.nowMs },
    });
    await flink.stop();
  });
});
