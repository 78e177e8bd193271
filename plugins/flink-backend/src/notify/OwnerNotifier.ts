import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { decide, type Decision, type ToldState } from './decide';
import { describeNotification } from './describeNotification';
import type { NotificationSettings } from './NotificationSettings';
import type { Outbox } from './Outbox';
import type { Candidate, ToldStates } from './ToldStates';

/**
 * Decides what owners are told, by what the database says of each application and of what is told already.
 * It may run anywhere and at any time: of two that decide the same, one writes.
 */
export class OwnerNotifier {
  private readonly withoutOwner = new Set<string>();

  constructor(
    private readonly knex: Knex,
    private readonly states: ToldStates,
    private readonly outbox: Outbox,
    private readonly settings: NotificationSettings,
    private readonly logger: LoggerService,
    private readonly now: () => number,
  ) {}

  /** Looks at every application of which something may be to tell. */
  async run(): Promise<void> {
    const fresh: Array<{ applicationId: string; state: ToldState }> = [];
    for (const candidate of await this.states.readCandidates()) {
      const decision = this.decide(candidate);
      if (candidate.told) {
        await this.carryOut(candidate, candidate.told, decision);
      } else {
        fresh.push({ applicationId: candidate.id, state: decision.state });
      }
    }
    await this.states.begin(fresh);
  }

  private decide({ now, tier, environment, told }: Candidate): Decision {
    return decide(
      told?.state,
      now,
      this.settings.policyFor(tier, environment),
      this.settings,
      this.now(),
    );
  }

  private async carryOut(
    { id, now, owner, environment }: Candidate,
    told: NonNullable<Candidate['told']>,
    { state, announcement }: Decision,
  ): Promise<void> {
    const nowMs = this.now();
    if (state === told.state) {
      return;
    }
    if (!announcement) {
      await this.states.remember(id, state, told.version);
      return;
    }
    if (!owner) {
      this.sayWithoutOwner(id);
      // Nobody was told, so nobody is told of its end.
      await this.states.remember(
        id,
        { ...state, episode: undefined },
        told.version,
      );
      return;
    }
    const summary = await this.states.readSummary(id, now.verdict);
    if (!summary) {
      // It changed meanwhile; the next round sees what it is now.
      return;
    }
    const payload = describeNotification(
      announcement,
      summary,
      environment,
      nowMs,
    );
    await this.knex.transaction(async trx => {
      if (await this.states.remember(id, state, told.version, trx)) {
        await this.outbox.add(
          {
            ...announcement,
            applicationId: id,
            owner,
            payload,
            createdAtMs: nowMs,
          },
          trx,
        );
      }
    });
  }

  private sayWithoutOwner(id: string): void {
    if (!this.withoutOwner.has(id)) {
      this.withoutOwner.add(id);
      this.logger.info(
        `Nobody is told of the verdict of Flink application ${id}, as it has no owner; name one in its catalog entity or its tags`,
      );
    }
  }
}
