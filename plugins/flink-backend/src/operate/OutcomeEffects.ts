import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { ActionAudit } from './serve/ActionAudit';
import type { StoredAction } from './store/StoredAction';

/** By which people switch these notifications on and off. */
export const ACTIONS_TOPIC = 'flink:actions';

const WORDS: Partial<Record<StoredAction['status'], string>> = {
  failed: 'failed',
  rolledBack: 'was rolled back',
  notSent: 'was not sent',
};

/** What an outcome is told through. */
export interface EffectsOptions {
  readonly audit: ActionAudit;
  readonly tick: { publish(rev: number): Promise<void> };
  readonly interest: { touch(ids: readonly string[]): Promise<void> };
  readonly notifications: Pick<NotificationService, 'send'>;
  readonly ownerOf: (applicationId: string) => Promise<string | undefined>;
  readonly logger: LoggerService;
  readonly now: () => number;
}

/**
 * What follows when something about an action changed. Nothing here decides how the action went, so nothing
 * here may fail it.
 */
export class OutcomeEffects {
  constructor(private readonly options: EffectsOptions) {}

  /** Browsers look anew, and the application is read closely. */
  async changed(applicationId: string): Promise<void> {
    await this.quietly('Browsers are told of an action', () =>
      this.options.tick.publish(this.options.now()),
    );
    await this.quietly('An application is read closely', () =>
      this.options.interest.touch([applicationId]),
    );
  }

  /** The outcome is audited, and told to those who should look. */
  async ended(action: StoredAction): Promise<void> {
    await this.quietly('The outcome is audited', () =>
      this.options.audit.outcome(action),
    );
    await this.changed(action.applicationId);
    if (needsLook(action)) {
      await this.notify(
        action,
        `${action.plan.title}: ${WORDS[action.status] ?? 'did not succeed'}`,
        [action.progress.message, action.progress.failure],
        'high',
      );
    }
  }

  /** The time after a change is worse than the time before it. */
  async worse(action: StoredAction, message: string): Promise<void> {
    await this.changed(action.applicationId);
    await this.notify(
      action,
      `${action.plan.title}: worse than before`,
      [message],
      'normal',
    );
  }

  /** Lets nothing of this fail what it follows. */
  async quietly(what: string, run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.options.logger.warn(`${what}: ${stringifyError(error)}`);
    }
  }

  private async notify(
    action: StoredAction,
    title: string,
    texts: ReadonlyArray<string | undefined>,
    severity: 'normal' | 'high',
  ): Promise<void> {
    await this.quietly(
      `${action.requestedBy} is told of an action`,
      async () => {
        const owner = await this.options.ownerOf(action.applicationId);
        const entityRef = [
          ...new Set(
            [action.requestedBy, owner].filter(ref => ref !== undefined),
          ),
        ];
        await this.options.notifications.send({
          recipients: { type: 'entity', entityRef },
          payload: {
            title,
            description: texts.filter(Boolean).join(' '),
            severity,
            topic: ACTIONS_TOPIC,
            scope: `flink:action:${action.id}`,
            link: `/flink/applications/${encodeURIComponent(
              action.applicationId,
            )}?actionId=${action.id}`,
          },
        });
      },
    );
  }
}

/** Who asked may be elsewhere by now; nothing sent at once was told to them already. */
function needsLook({ status, origin, decidedBy }: StoredAction): boolean {
  return (
    status === 'failed' ||
    status === 'rolledBack' ||
    (status === 'notSent' && (origin === 'agent' || decidedBy !== undefined))
  );
}
