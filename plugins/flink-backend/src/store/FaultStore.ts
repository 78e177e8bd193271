import type { FirstFault } from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import type { FaultSummary } from '../schema/openapi/generated/models';
import { chunksOf } from './chunks';
import { toNumber, type ApplicationRow, type FaultRow } from './rows';

const TABLE = 'flink_faults';
const ROWS_PER_WRITE = 100;

/** A first fault that was found. */
export interface FoundFault extends FirstFault {
  readonly status: 'found';
  readonly at: string;
  readonly exceptionClass: string;
  readonly message: string;
}

/** A trouble whose first fault is looked for. Application and beginning name it. */
export interface WantedFault {
  readonly applicationId: string;
  /** When the verdict worsened, epoch ms. */
  readonly begunAtMs: number;
  /** How often it was looked for in vain. */
  readonly attempts: number;
  /** When its turn is, epoch ms; changes with every claim, so that one of two claims fails. */
  readonly dueAtMs: number;
}

/** A found fault with what names it on a timeline. */
export interface KeptFault {
  readonly id: string;
  readonly atMs: number;
  readonly exceptionClass: string;
  readonly message: string;
  readonly reason: string;
}

/** First faults: one row per trouble of an application, one truth for all replicas. */
export class FaultStore {
  constructor(private readonly knex: Knex) {}

  /** Troubles began, each unless one goes on already. First faults are looked for from `dueAtMs` on. */
  async begin(
    troubles: ReadonlyArray<Omit<WantedFault, 'attempts'>>,
  ): Promise<void> {
    for (const chunk of chunksOf(troubles, ROWS_PER_WRITE)) {
      const ids = chunk.map(({ applicationId }) => applicationId);
      const open = new Set(await this.open(ids).pluck('application_id'));
      const rows = chunk
        .filter(({ applicationId }) => !open.has(applicationId))
        .map(
          ({ applicationId, begunAtMs, dueAtMs }): FaultRow => ({
            application_id: applicationId,
            begun_at: begunAtMs,
            status: 'wanted',
            attempts: 0,
            next_try_at: dueAtMs,
            ended_at: null,
            fault_at: null,
            fault_json: null,
          }),
        );
      if (rows.length > 0) {
        await this.knex<FaultRow>(TABLE)
          .insert(rows)
          .onConflict(['application_id', 'begun_at'])
          .ignore();
      }
    }
  }

  /** The troubles are over: nothing is looked for any more, and lists show no fault. */
  async end(applicationIds: readonly string[], atMs: number): Promise<void> {
    for (const chunk of chunksOf(applicationIds, ROWS_PER_WRITE)) {
      await this.open(chunk).update({ ended_at: atMs });
      await this.knex<ApplicationRow>('flink_applications')
        .whereIn('id', chunk)
        .whereNotNull('first_fault_json')
        .update({ first_fault_json: null });
    }
  }

  /** What is to be looked for now, the longest waiting first. */
  async readDue(nowMs: number, limit: number): Promise<WantedFault[]> {
    const rows = await this.knex<FaultRow>(TABLE)
      .where('status', 'wanted')
      .whereNull('ended_at')
      .andWhere('next_try_at', '<=', nowMs)
      .orderBy('next_try_at')
      .limit(limit);
    return rows.map(row => ({
      applicationId: row.application_id,
      begunAtMs: toNumber(row.begun_at),
      attempts: row.attempts,
      dueAtMs: toNumber(row.next_try_at),
    }));
  }

  /**
   * Takes a wanted fault for one attempt; should that never end, it is due again then.
   *
   * @returns false when another process took it
   */
  async claim(wanted: WantedFault, nextTryMs: number): Promise<boolean> {
    const claimed = await this.row(wanted)
      .where({ status: 'wanted', next_try_at: wanted.dueAtMs })
      .whereNull('ended_at')
      .update({ attempts: wanted.attempts + 1, next_try_at: nextTryMs });
    return claimed > 0;
  }

  /** It will not be found: the trouble keeps without a first fault. */
  async giveUp(wanted: WantedFault): Promise<void> {
    await this.row(wanted)
      .where({ status: 'wanted' })
      .update({ status: 'givenUp' });
  }

  /**
   * Keeps what was found; lists show it while the trouble goes on.
   *
   * @returns whether it goes on
   */
  async keep(
    wanted: WantedFault,
    fault: FoundFault,
    rev: number,
  ): Promise<boolean> {
    const { at, exceptionClass, message } = fault;
    const summary: FaultSummary = { at, exceptionClass, message };
    return this.knex.transaction(async trx => {
      await this.row(wanted, trx).update({
        status: 'found',
        fault_at: Date.parse(at),
        fault_json: JSON.stringify(fault),
      });
      const goesOn = await this.row(wanted, trx)
        .whereNull('ended_at')
        .first('begun_at');
      if (!goesOn) {
        return false;
      }
      await trx<ApplicationRow>('flink_applications')
        .where('id', wanted.applicationId)
        .update({ first_fault_json: JSON.stringify(summary), rev });
      return true;
    });
  }

  /** The first fault of the trouble that goes on. */
  async readCurrent(applicationId: string): Promise<FoundFault | undefined> {
    const row = await this.open([applicationId])
      .where({ status: 'found' })
      .first('fault_json');
    return row?.fault_json ? JSON.parse(row.fault_json) : undefined;
  }

  /** Faults that were found and happened within the span, newest first. */
  async readKept(
    applicationId: string,
    fromMs: number,
    untilMs: number,
    limit: number,
  ): Promise<KeptFault[]> {
    const rows = await this.knex<FaultRow>(TABLE)
      .where({ application_id: applicationId, status: 'found' })
      .andWhereBetween('fault_at', [fromMs, untilMs])
      .orderBy('fault_at', 'desc')
      .limit(limit);
    return rows.flatMap(row => {
      const fault: FoundFault | undefined = row.fault_json
        ? JSON.parse(row.fault_json)
        : undefined;
      return fault
        ? [
            {
              id: String(toNumber(row.begun_at)),
              atMs: Date.parse(fault.at),
              exceptionClass: fault.exceptionClass,
              message: fault.message,
              reason: fault.reason,
            },
          ]
        : [];
    });
  }

  private open(applicationIds: readonly string[]) {
    return this.knex<FaultRow>(TABLE)
      .whereIn('application_id', [...applicationIds])
      .whereNull('ended_at');
  }

  private row(
    { applicationId, begunAtMs }: WantedFault,
    trx: Knex = this.knex,
  ) {
    return trx<FaultRow>(TABLE).where({
      application_id: applicationId,
      begun_at: begunAtMs,
    });
  }
}
