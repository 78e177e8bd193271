import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError, toError } from '@backstage/errors';
import {
  formatDurationMs,
  formatTime,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ActionProgress } from '@flink-portal/backstage-plugin-flink-node';
import type { Knex } from 'knex';
import type { ApplicationRow } from '../../store/rows';
import type { OutcomeEffects } from '../OutcomeEffects';
import type { RuntimeCalls } from '../RuntimeCalls';
import { PLAN_TIMEOUT_MS, type ActionPlanner } from '../plan/ActionPlanner';
import { notSent, orderOf } from '../send/ActionSender';
import type { ActionStore } from '../store/ActionStore';
import type { FollowStore, Look } from '../store/FollowStore';
import type { Ending } from '../store/NewAction';
import type { StoredAction, StoredProgress } from '../store/StoredAction';
import { watchOf } from '../watch/watchOf';
import {
  afterFailedLooksMs,
  GIVE_UP_MS,
  isOverdue,
  untilNextLookMs,
} from './cadence';

/** How long a runtime may take to answer a look, ms. */
export const LOOK_TIMEOUT_MS = 30_000;
/** How long a claimed action is left to who claimed it, ms: longer than a look and a reading can last. */
export const LOOK_LEASE_MS = LOOK_TIMEOUT_MS + PLAN_TIMEOUT_MS + 15_000;
/** Looked at in one round; the rest has its turn in the next. */
const PER_ROUND = 20;

/** What actions are followed with. */
export interface FollowerOptions {
  readonly knex: Knex;
  readonly calls: RuntimeCalls;
  readonly planner: Pick<ActionPlanner, 'readFresh'>;
  readonly actions: Pick<ActionStore, 'get'>;
  readonly store: FollowStore;
  readonly effects: Pick<OutcomeEffects, 'changed' | 'ended'>;
  readonly logger: LoggerService;
  readonly now: () => number;
}

/**
 * Follows actions to a stated outcome, on whichever replica claims them. It never calls anything that changes
 * an application: what was left while being sent is found out by reading.
 */
export class ActionFollower {
  constructor(private readonly options: FollowerOptions) {}

  /** One round: looks once at everything that is due and that nobody else took. */
  async run(): Promise<void> {
    const { store, logger, now } = this.options;
    const due = await store.readDue(now(), PER_ROUND);
    await Promise.all(
      due.map(action =>
        this.follow(action).catch(error => {
          // Its lease ends, and somebody looks again.
          logger.warn(
            `Action ${action.id} was not followed: ${stringifyError(error)}`,
          );
        }),
      ),
    );
  }

  private async follow(action: StoredAction): Promise<void> {
    const { store, now } = this.options;
    const leaseUntilMs = now() + LOOK_LEASE_MS;
    if (!(await store.claim(action, leaseUntilMs))) {
      return;
    }
    if (action.status === 'sending' && action.sentAtMs === undefined) {
      await this.endLeft(action, leaseUntilMs);
      return;
    }
    let progress: ActionProgress;
    try {
      progress = await this.look(action);
    } catch (error) {
      await this.keepFailedLook(action, leaseUntilMs, error);
      return;
    }
    if (progress.status === 'underway') {
      await this.keepLook(action, leaseUntilMs, progress);
    } else {
      await this.end(
        action,
        leaseUntilMs,
        await this.endingOf(action, progress),
      );
    }
  }

  private async look(action: StoredAction): Promise<ActionProgress> {
    const { calls } = this.options;
    const row = await this.readRow(action.applicationId);
    const operable = row && calls.operable(row);
    if (!operable) {
      throw new Error(
        row
          ? `No module for the ${row.runtime} runtime is installed that can follow actions.`
          : 'The portal no longer knows the application.',
      );
    }
    return calls.ask(operable, LOOK_TIMEOUT_MS, 'unreachable', context =>
      operable.actions.look(
        operable.observation,
        orderOf(action),
        action.handle,
        context,
      ),
    );
  }

  /** An application that its source no longer has is followed all the same. */
  private async readRow(id: string): Promise<ApplicationRow | undefined> {
    return this.options
      .knex<ApplicationRow>('flink_applications')
      .where({ id })
      .first();
  }

  /** Who was to send it died, or was too slow, before the call: certain that none was made. */
  private async endLeft(
    action: StoredAction,
    leaseUntilMs: number,
  ): Promise<void> {
    const { store, now } = this.options;
    const ended = await store.endLeft(
      action,
      leaseUntilMs,
      notSent(
        action,
        'The portal was interrupted before the call was made. Nothing was sent. Review again.',
        now(),
      ),
    );
    await this.tellEnd(action, ended);
  }

  private async keepLook(
    action: StoredAction,
    leaseUntilMs: number,
    found: ActionProgress,
  ): Promise<void> {
    const nowMs = this.options.now();
    if (isTooOld(action, nowMs)) {
      await this.end(action, leaseUntilMs, givenUp(action, nowMs));
      return;
    }
    await this.keep(action, leaseUntilMs, {
      status: isOverdue(action, nowMs) ? 'overdue' : 'underway',
      progress: progressOf(action, found),
      nextLookAtMs: nowMs + untilNextLookMs(action, nowMs),
      failedLooks: 0,
      handle: found.handle,
      operationId: found.operationId,
    });
  }

  private async keepFailedLook(
    action: StoredAction,
    leaseUntilMs: number,
    error: unknown,
  ): Promise<void> {
    const nowMs = this.options.now();
    if (isTooOld(action, nowMs)) {
      await this.end(action, leaseUntilMs, givenUp(action, nowMs));
      return;
    }
    const failedLooks = action.failedLooks + 1;
    const waitMs = afterFailedLooksMs(failedLooks);
    await this.keep(action, leaseUntilMs, {
      status:
        action.status !== 'sending' && isOverdue(action, nowMs)
          ? 'overdue'
          : action.status,
      progress: {
        ...action.progress,
        followProblem: `${withStop(
          toError(error).message,
        )} Next try in ${formatDurationMs(waitMs)}.`,
      },
      nextLookAtMs: nowMs + waitMs,
      failedLooks,
    });
  }

  private async keep(
    action: StoredAction,
    leaseUntilMs: number,
    look: Look,
  ): Promise<void> {
    const { store, effects, now } = this.options;
    const kept = await store.keepLook(action.id, leaseUntilMs, look, now());
    if (kept && isNews(action, look)) {
      await effects.changed(action.applicationId);
    }
  }

  private async endingOf(
    action: StoredAction,
    found: ActionProgress,
  ): Promise<Ending> {
    const version = await this.readVersion(action);
    const nowMs = this.options.now();
    return {
      status: found.status === 'underway' ? 'failed' : found.status,
      progress: {
        ...progressOf(action, found),
        ...(version === undefined ? {} : { versionAfter: version }),
      },
      atMs: nowMs,
      operationId: found.operationId,
      ...(found.status === 'succeeded' ? watchOf(action, nowMs) : {}),
    };
  }

  /** For the record alone: it must not hold up the outcome. */
  private async readVersion(action: StoredAction): Promise<string | undefined> {
    const row = await this.readRow(action.applicationId);
    try {
      const fresh =
        row && (await this.options.planner.readFresh(row, action.request));
      return fresh?.target.version;
    } catch {
      return undefined;
    }
  }

  private async end(
    action: StoredAction,
    leaseUntilMs: number,
    ending: Ending,
  ): Promise<void> {
    await this.tellEnd(
      action,
      await this.options.store.end(action.id, leaseUntilMs, ending),
    );
  }

  private async tellEnd(action: StoredAction, ended: boolean): Promise<void> {
    const kept = ended
      ? await this.options.actions.get(action.applicationId, action.id)
      : undefined;
    if (kept) {
      await this.options.effects.ended(kept);
    }
  }
}

function progressOf(
  { progress }: StoredAction,
  found: ActionProgress,
): StoredProgress {
  return {
    steps: found.steps.map(each => ({ ...each })),
    message: found.message,
    failure: found.failure,
    alternatives:
      found.alternatives?.map(each => ({ ...each })) ?? progress.alternatives,
    versionAfter: progress.versionAfter,
  };
}

function isTooOld({ sentAtMs }: StoredAction, nowMs: number): boolean {
  return sentAtMs !== undefined && nowMs - sentAtMs > GIVE_UP_MS;
}

/** A day without an outcome. What is true is not known, and is not made up. */
function givenUp(action: StoredAction, nowMs: number): Ending {
  return {
    status: 'failed',
    progress: {
      ...action.progress,
      message: `Its outcome is not known: sent at ${formatTime(
        action.sentAtMs ?? action.requestedAtMs,
      )}, and after ${formatDurationMs(
        GIVE_UP_MS,
      )} it had not ended as far as the portal could tell. It is not followed any more. Look at the application and its timeline.`,
    },
    atMs: nowMs,
  };
}

function isNews(action: StoredAction, look: Look): boolean {
  return (
    action.status !== look.status ||
    JSON.stringify(action.progress) !== JSON.stringify(look.progress)
  );
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
