import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  formatTime,
  type ChangeComparison,
} from '@flink-portal/backstage-plugin-flink-common';
import type {
  ChangeWatch,
  ChangeWatchFigure,
} from '../../schema/openapi/generated/models';
import type { Inventory } from '../../serve/Inventory';
import type { MetricStore } from '../../store/MetricStore';
import { toIso } from '../../store/rows';
import type { OutcomeEffects } from '../OutcomeEffects';
import type { ActionLists } from '../store/ActionLists';
import type { StoredAction } from '../store/StoredAction';
import type { WatchStore } from '../store/WatchStore';
import { preparedRollback } from './preparedRollback';
import { readAroundChange } from './readAroundChange';

const LEASE_MS = 60_000;
const PER_ROUND = 20;
const HOUR_MS = 60 * 60_000;

/** What changes are watched with. */
export interface WatcherOptions {
  readonly store: WatchStore;
  readonly metrics: MetricStore;
  readonly inventory: Pick<Inventory, 'readOperations'>;
  readonly lists: Pick<ActionLists, 'readWithin'>;
  readonly effects: Pick<OutcomeEffects, 'changed' | 'worse'>;
  readonly logger: LoggerService;
  readonly now: () => number;
}

/** Says a quarter of an hour after a change whether it made anything worse. */
export class ChangeWatcher {
  constructor(private readonly options: WatcherOptions) {}

  /** One round: judges every change whose time is up and that nobody else took. */
  async run(): Promise<void> {
    const { store, logger, now } = this.options;
    const due = await store.readDue(now(), PER_ROUND);
    await Promise.all(
      due.map(action =>
        this.judge(action).catch(error => {
          logger.warn(
            `The time after action ${
              action.id
            } was not compared: ${stringifyError(error)}`,
          );
        }),
      ),
    );
  }

  private async judge(action: StoredAction): Promise<void> {
    const { store, effects, now } = this.options;
    const leaseUntilMs = now() + LEASE_MS;
    if (!(await store.claim(action, leaseUntilMs))) {
      return;
    }
    const watch = await this.watched(action);
    if (!(await store.keep(action.id, leaseUntilMs, watch, now()))) {
      return;
    }
    if (watch.status === 'worse') {
      await effects.worse(action, watch.message);
    } else {
      await effects.changed(action.applicationId);
    }
  }

  private async watched(action: StoredAction): Promise<ChangeWatch> {
    const { metrics, inventory, now } = this.options;
    const startedMs = action.sentAtMs ?? action.requestedAtMs;
    const endedMs = action.endedAtMs ?? startedMs;
    const until = action.watch?.until ?? toIso(endedMs);
    const later = await this.laterChange(action, endedMs, Date.parse(until));
    if (later) {
      return {
        status: 'unknown',
        until,
        figures: [],
        message: `Whether the change made anything worse is not known: ${
          later.plan.title
        } came at ${formatTime(
          later.sentAtMs ?? later.requestedAtMs,
        )}, before the time after it was over.`,
      };
    }
    const comparison = await readAroundChange(
      metrics,
      action.applicationId,
      { startedMs, endedMs },
      await inventory.readOperations(action.applicationId, startedMs - HOUR_MS),
      now(),
    );
    const rollback =
      comparison.status === 'worse'
        ? preparedRollback(action.request, action.target)
        : undefined;
    return {
      status: comparison.status,
      until,
      message: comparison.message,
      figures: figuresOf(comparison),
      ...(rollback && { rollback }),
    };
  }

  /** Another change within the time blurs the comparison. */
  private async laterChange(
    action: StoredAction,
    endedMs: number,
    untilMs: number,
  ): Promise<StoredAction | undefined> {
    const others = await this.options.lists.readWithin(
      action.applicationId,
      endedMs,
      untilMs,
    );
    return others.find(
      other =>
        other.id !== action.id &&
        other.sentAtMs !== undefined &&
        other.status !== 'notSent' &&
        other.plan.interrupts,
    );
  }
}

function figuresOf({ figures }: ChangeComparison): ChangeWatchFigure[] {
  return figures.flatMap(figure => {
    const { unit, ...rest } = figure;
    return unit === 'epochMs' ? [] : [{ ...rest, unit }];
  });
}
