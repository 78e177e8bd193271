import { TestDatabases } from '@backstage/backend-test-utils';
import {
  isEnded,
  isInFlight,
} from '@flink-portal/backstage-plugin-flink-common';
import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import fc from 'fast-check';
import { SUCCEEDED, UNDERWAY } from '../__testUtils__/FakeActions';
import { OLGA, operateOn, ORDERS } from '../__testUtils__/startOperate';
import { ActionStore } from './store/ActionStore';
import { toStoredAction, type StoredAction } from './store/StoredAction';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(180_000);

/** What happens to one call of a runtime. */
type Fate =
  | 'works'
  /** The process dies before the far side has it. */
  | 'diesBefore'
  /** The far side has it; the process dies before it knows. */
  | 'diesAfter'
  /** No answer, and no effect. */
  | 'lost'
  /** No answer, and an effect. */
  | 'unanswered'
  | 'refused';

type Event =
  | {
      readonly type: 'start';
      readonly kind: 'rescale' | 'forceStop';
      readonly replica: number;
      /** Of the reading before the call: it may hang, and come back when others went on. */
      readonly reads: 'works' | 'hangs';
      readonly fate: Fate;
    }
  | {
      readonly type: 'round';
      readonly replica: number;
      readonly afterMs: number;
      readonly looks: 'work' | 'fail' | 'hang';
    }
  /** Everything that hung comes back at once. */
  | { readonly type: 'wake' }
  | { readonly type: 'change' };

const replica = fc.integer({ min: 0, max: 1 });
const events = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('start' as const),
        kind: fc.constantFrom('rescale' as const, 'forceStop' as const),
        replica,
        reads: fc.constantFrom(
          'works' as const,
          'works' as const,
          'hangs' as const,
        ),
        fate: fc.constantFrom<Fate>(
          'works',
          'diesBefore',
          'diesAfter',
          'lost',
          'unanswered',
          'refused',
        ),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        type: fc.constant('round' as const),
        replica,
        afterMs: fc.constantFrom(0, 1_000, 5_000, 50_000, 100_000, 600_000),
        looks: fc.constantFrom(
          'work' as const,
          'work' as const,
          'fail' as const,
          'hang' as const,
        ),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ type: 'wake' as const }) },
    { weight: 1, arbitrary: fc.constant({ type: 'change' as const }) },
  ),
  { minLength: 2, maxLength: 14 },
);

type Run = Awaited<ReturnType<typeof operateOn>>;

class Gate {
  open: () => void = () => {};
  readonly opened = new Promise<void>(resolve => {
    this.open = resolve;
  });
}

/** The far side as it really is, and processes that die or sleep. */
class World {
  /** Actions that took effect, with the looks each still takes to be done. */
  readonly effects = new Map<string, number>();
  /** Actions of which the runtime said that they are done. */
  readonly saidDone = new Set<string>();
  private sleeping: Array<() => void> = [];
  private pending: Array<Promise<unknown>> = [];
  private clicks = 0;
  private readonly fates = new Map<string, { fate: Fate; dead: Gate }>();

  constructor(
    private readonly run: Run,
    private readonly replicas: ReadonlyArray<Run['operate']>,
  ) {}

  async apply(event: Event): Promise<void> {
    switch (event.type) {
      case 'start':
        return this.start(event);
      case 'round':
        return this.round(event);
      case 'wake':
        return this.wake();
      default:
        this.run.far.change(String(Number(this.run.far.target.version) + 1));
        return undefined;
    }
  }

  async wake(): Promise<void> {
    this.sleeping.splice(0).forEach(rouse => rouse());
    await Promise.all(this.pending.splice(0));
  }

  private async start(event: Event & { type: 'start' }): Promise<void> {
    const { far, service } = this.run;
    const plan = await service.plan(
      OLGA,
      ORDERS.id,
      event.kind === 'rescale'
        ? { kind: 'rescale', parallelism: 8 }
        : { kind: 'forceStop' },
    );
    const asleep = new Gate();
    const dead = new Gate();
    if (event.reads === 'hangs') {
      far.onPlan = () => {
        far.onPlan = async () => {};
        return this.sleep(asleep);
      };
    }
    this.clicks += 1;
    const idempotencyKey = `click-${this.clicks}`;
    this.fates.set(idempotencyKey, { fate: event.fate, dead });
    far.onSend = ({ actionId }) => this.send(actionId);
    const ended = Promise.race([
      this.replicas[event.replica].service
        .start(OLGA, ORDERS.id, {
          planId: plan.id,
          idempotencyKey,
          typedName: 'orders',
        })
        // Busy or not allowed is an answer as well.
        .catch(() => undefined),
      dead.opened,
    ]);
    await Promise.race([ended, asleep.opened]);
    far.onPlan = async () => {};
    this.pending.push(ended);
  }

  private async send(actionId: string): Promise<{ handle: string }> {
    const action = await new ActionStore(this.run.store.knex).get(
      ORDERS.id,
      actionId,
    );
    const { fate, dead } = this.fates.get(action!.idempotencyKey)!;
    if (fate === 'works' || fate === 'diesAfter' || fate === 'unanswered') {
      this.effects.set(actionId, 2);
    }
    switch (fate) {
      case 'works':
        return { handle: actionId };
      case 'refused':
        throw new FlinkActionError('refused', 'No.');
      case 'lost':
      case 'unanswered':
        throw new FlinkActionError('unsure', 'No answer.');
      default:
        dead.open();
        // A dead process never comes back.
        return new Promise(() => {});
    }
  }

  private async round(event: Event & { type: 'round' }): Promise<void> {
    const { far, clock } = this.run;
    const hung = new Gate();
    clock.nowMs += event.afterMs;
    far.onLook = async ({ actionId }) => {
      if (event.looks === 'fail') {
        throw new FlinkActionError('throttled', 'Later.');
      }
      const found = this.look(actionId);
      if (event.looks === 'hang') {
        await this.sleep(hung);
      }
      return found;
    };
    const round = this.replicas[event.replica].rounds.run();
    const slept = await Promise.race([
      round.then(() => false),
      hung.opened.then(() => true),
    ]);
    if (slept) {
      this.pending.push(round);
    }
  }

  private look(actionId: string) {
    const left = this.effects.get(actionId);
    if (left === undefined) {
      return {
        status: 'notSent' as const,
        steps: [],
        message: 'It never arrived.',
      };
    }
    this.effects.set(actionId, left - 1);
    if (left > 1) {
      return UNDERWAY;
    }
    this.saidDone.add(actionId);
    return SUCCEEDED;
  }

  private sleep(hung: Gate): Promise<void> {
    hung.open();
    return new Promise(resolve => {
      this.sleeping.push(resolve);
    });
  }
}

describe.each(databases.eachSupportedId())('any interleaving on %s', id => {
  it('sends an action once at the most, makes up no success and loses none', async () => {
    const knex = await databases.init(id);
    const run = await operateOn(knex);
    const replicas = [run.operate, run.replica()];
    const seen = { sent: 0, succeeded: 0, superseded: 0, notSent: 0 };
    await fc.assert(
      fc.asyncProperty(events, async history => {
        run.far.sends.splice(0);
        for (const table of [
          'flink_action_locks',
          'flink_actions',
          'flink_action_plans',
        ]) {
          await knex(table).delete();
        }
        const world = new World(run, replicas);
        const stored = async (): Promise<StoredAction[]> =>
          (await knex('flink_actions')).map(toStoredAction);

        for (const event of history) {
          await world.apply(event);
          const inFlight = (await stored()).filter(
            ({ status, sentAtMs }) =>
              isInFlight(status) && sentAtMs !== undefined,
          );
          expect(inFlight.length).toBeLessThanOrEqual(1);
        }
        await world.wake();
        for (let round = 0; round < 8; round += 1) {
          await world.apply({
            type: 'round',
            replica: round % 2,
            afterMs: 150_000,
            looks: 'work',
          });
        }

        const ids = run.far.sends.map(({ actionId }) => actionId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const action of await stored()) {
          expect(isEnded(action.status)).toBe(true);
          const allowed = world.effects.has(action.id)
            ? ['succeeded', 'superseded']
            : ['notSent', 'superseded'];
          expect(allowed).toContain(action.status);
          expect(
            action.status !== 'succeeded' || world.saidDone.has(action.id),
          ).toBe(true);
          seen.sent += ids.includes(action.id) ? 1 : 0;
          seen.succeeded += action.status === 'succeeded' ? 1 : 0;
          seen.superseded += action.status === 'superseded' ? 1 : 0;
          seen.notSent += action.status === 'notSent' ? 1 : 0;
        }
        expect(await run.locks()).toEqual([]);
      }),
      { numRuns: 300 },
    );
    // The histories reach every end, else this proves little.
    expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
  });
});
