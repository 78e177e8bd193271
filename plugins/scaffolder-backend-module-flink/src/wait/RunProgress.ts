import type { LoggerService } from '@backstage/backend-plugin-api';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { ApplicationLook } from '../portal/FlinkBackend';
import { applicationMilestones } from './applicationMilestones';
import { causeOf } from './causeOf';
import type { CommitStatus } from './commitStatuses/CommitStatus';
import {
  MILESTONES,
  MILESTONE_TEXTS,
  STATUS_MILESTONES,
  type MilestoneId,
} from './Milestone';
import type { Stopwatch } from './Stopwatch';

/** What the looks at a repository and an application amount to so far. */
export class RunProgress {
  #failedStatus: CommitStatus | undefined;
  #cause: string | undefined;
  #state = '';
  #refused = false;
  readonly #warned = new Set<string>();

  constructor(
    private readonly options: {
      readonly applicationId: string;
      readonly startedMs: number;
      readonly stopwatch: Stopwatch;
      readonly logger: LoggerService;
    },
  ) {}

  get isReached(): boolean {
    return this.options.stopwatch.has('firstCheckpoint');
  }

  /** Why the run cannot reach its first checkpoint any more; undefined while it can. */
  get failure(): string | undefined {
    if (this.#failedStatus) {
      const { context, description, url } = this.#failedStatus;
      return `${context} failed${description ? `: ${description}` : ''}.${
        url ? ` Its log: ${url}` : ''
      }`;
    }
    return this.#cause;
  }

  /** Where it stands, as a sentence for somebody who waited in vain. */
  get standing(): string {
    const { stopwatch, applicationId } = this.options;
    const next = MILESTONES.find(
      (_, index) =>
        !MILESTONES.slice(index).some(later => stopwatch.has(later)),
    );
    const waited = next ? `Not yet: ${MILESTONE_TEXTS[next]}.` : '';
    if (this.#state) {
      return `${waited} ${applicationId} is ${this.#state}.`.trim();
    }
    return `${waited} The portal has not seen ${applicationId}${
      this.#refused ? ', or you may not see it' : ''
    }.`.trim();
  }

  async sawStatuses(statuses: readonly CommitStatus[], nowMs: number) {
    this.#failedStatus = undefined;
    for (const status of statuses) {
      const id: MilestoneId | undefined = STATUS_MILESTONES[status.context];
      if (id && status.state === 'success') {
        const atMs = Math.min(Date.parse(status.at), nowMs);
        await this.options.stopwatch.reach(
          { id, atMs: Math.max(atMs, this.options.startedMs) },
          status.description,
        );
      } else if (id && status.state === 'failure') {
        this.#failedStatus = status;
      }
    }
  }

  async sawApplication(look: ApplicationLook, nowMs: number) {
    this.#refused = look.kind === 'refused';
    if (look.kind !== 'found') {
      return;
    }
    const { detail } = look;
    const { startedMs, stopwatch } = this.options;
    this.#sayState(detail, nowMs);
    for (const milestone of applicationMilestones(detail, startedMs, nowMs)) {
      await stopwatch.reach(milestone);
    }
    const isOfThisRun =
      detail.observedAt !== undefined &&
      Date.parse(detail.observedAt) >= startedMs;
    this.#cause = isOfThisRun ? causeOf(detail) : undefined;
  }

  /** Warns of what cannot be seen, once: it is asked again anyway. */
  cannotSee(what: string, why: string) {
    const line = `Cannot see ${what}: ${why}. The wait goes on without it.`;
    if (!this.#warned.has(line)) {
      this.#warned.add(line);
      this.options.logger.warn(line);
    }
  }

  #sayState({ state, verdict }: flinkApi.ApplicationDetail, nowMs: number) {
    const words = state.map(({ label, value }) => `${label} ${value}`);
    const line = `${words.join(', ')} (${verdict})`;
    if (line !== this.#state) {
      this.#state = line;
      this.options.stopwatch.say(nowMs, line);
    }
  }
}
