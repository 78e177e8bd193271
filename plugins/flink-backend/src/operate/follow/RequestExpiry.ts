import { formatTime } from '@flink-portal/backstage-plugin-flink-common';
import type { OutcomeEffects } from '../OutcomeEffects';
import type { ActionStore } from '../store/ActionStore';

const PER_ROUND = 100;

/** Ends what waited for a person for too long. */
export class RequestExpiry {
  constructor(
    private readonly actions: ActionStore,
    private readonly effects: Pick<OutcomeEffects, 'ended'>,
    private readonly now: () => number,
  ) {}

  async run(): Promise<void> {
    const nowMs = this.now();
    for (const action of await this.actions.readExpired(nowMs, PER_ROUND)) {
      const whom =
        action.status === 'awaitingApproval'
          ? 'No second person approved it'
          : 'Nobody confirmed it';
      const expired = await this.actions.expire(
        action,
        `${whom} until ${formatTime(
          action.expiresAtMs ?? nowMs,
        )}. Nothing was sent.`,
        nowMs,
      );
      const kept =
        expired && (await this.actions.get(action.applicationId, action.id));
      if (kept) {
        await this.effects.ended(kept);
      }
    }
  }
}
