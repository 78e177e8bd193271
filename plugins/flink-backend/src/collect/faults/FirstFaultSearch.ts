import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  FirstFault,
  Judgement,
  KnownApplication,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import { lastObservation } from '../../judge/lastObservation';
import type {
  FaultStore,
  FoundFault,
  WantedFault,
} from '../../store/FaultStore';
import type { ApplicationRow } from '../../store/rows';
import type { RuntimeRegistry } from '../RuntimeRegistry';
import type { VerdictTick } from '../VerdictTick';
import { faultSpanOf } from './faultRanges';
import { firstFaultOfApplication } from './firstFaultOfApplication';
import type { RuntimeFaults } from './RuntimeFaults';

/** The id of the task that looks for first faults. */
export const FAULTS_TASK_ID = 'flink-first-faults';
/** How often the task runs, ms. With the next figure: six searches a minute over all applications. */
export const FAULTS_EVERY_MS = 20_000;
const PER_ROUND = 2;

const MINUTE_MS = 60_000;
/** How long after each vain attempt the next one comes, ms; after the last one it is given up. */
const TRY_AGAIN_AFTER_MS = [1, 2, 5, 10, 20].map(
  minutes => minutes * MINUTE_MS,
);

/** What a search needs. */
export interface FirstFaultSearchOptions {
  readonly knex: Knex;
  readonly store: FaultStore;
  readonly runtimes: RuntimeRegistry;
  readonly runtimeFaults: RuntimeFaults;
  readonly tick: Pick<VerdictTick, 'publish'>;
  readonly logger: LoggerService;
  readonly now: () => number;
}

/**
 * Looks for the first faults of troubles that began, a few at a time; once per trouble unless nothing was
 * found yet. What fails here is tried again and harms nothing else.
 */
export class FirstFaultSearch {
  constructor(private readonly options: FirstFaultSearchOptions) {}

  async run(): Promise<void> {
    const { store, logger, now } = this.options;
    for (const wanted of await store.readDue(now(), PER_ROUND)) {
      try {
        await this.lookFor(wanted);
      } catch (error) {
        logger.warn(
          `The first fault of ${
            wanted.applicationId
          } could not be looked for: ${stringifyError(error)}`,
        );
      }
    }
  }

  private async lookFor(wanted: WantedFault): Promise<void> {
    const { store, tick, now } = this.options;
    const waitMs = TRY_AGAIN_AFTER_MS[wanted.attempts];
    if (!(await store.claim(wanted, now() + (waitMs ?? MINUTE_MS)))) {
      return;
    }
    const fault = await this.ask(wanted.applicationId);
    if (fault && isFound(fault)) {
      const rev = now();
      if (await store.keep(wanted, fault, rev)) {
        await tick.publish(rev);
      }
    } else if (fault === undefined || waitMs === undefined) {
      await store.giveUp(wanted);
    }
  }

  /** @returns undefined when asking again makes no sense */
  private async ask(applicationId: string): Promise<FirstFault | undefined> {
    const { knex, runtimes, runtimeFaults, now } = this.options;
    const row = await knex<ApplicationRow>('flink_applications')
      .where({ id: applicationId })
      .whereNull('removed_at')
      .first('known_json', 'judgement_json');
    const known: KnownApplication | undefined =
      row && JSON.parse(row.known_json);
    const runtime = known && runtimes.get(known.application.runtime);
    if (!row || !known || !runtime?.readFaults) {
      return undefined;
    }
    const judgement: Judgement = JSON.parse(row.judgement_json);
    const span = faultSpanOf('24h', now());
    const result = await runtimeFaults.read(
      { readFaults: runtime.readFaults.bind(runtime) },
      lastObservation(known),
      span,
    );
    return result.ok
      ? firstFaultOfApplication(known, judgement, result.answer, span)
      : { status: 'unknown', reason: result.message };
  }
}

function isFound(fault: FirstFault): fault is FoundFault {
  return (
    fault.status === 'found' &&
    fault.at !== undefined &&
    fault.exceptionClass !== undefined &&
    fault.message !== undefined
  );
}
