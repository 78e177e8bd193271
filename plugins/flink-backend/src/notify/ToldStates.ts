import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import type { JudgedSummary } from '../judge/JudgedApplication';
import {
  toNumber,
  type ApplicationRow,
  type NotificationStateRow,
} from '../store/rows';
import { chunksOf } from '../store/chunks';
import type { JudgedNow, Level, ToldState } from './decide';

/** An application of which something may be to tell. */
export interface Candidate {
  readonly id: string;
  readonly now: JudgedNow;
  readonly owner?: string;
  readonly environment?: string;
  readonly tier?: string;
  /** What is already told, with the version it was read in. */
  readonly told?: { readonly state: ToldState; readonly version: number };
}

const STATES = 'flink_notification_states';

type CandidateRow = Pick<
  ApplicationRow,
  | 'id'
  | 'verdict'
  | 'verdict_since'
  | 'judged_at'
  | 'first_seen_at'
  | 'owner'
  | 'environment'
  | 'tier'
> & {
  told_verdict: string | null;
  told_verdict_at: NotificationStateRow['verdict_at'] | null;
  told_level: string | null;
  told_episode: string | null;
  told_version: number | null;
};

/** What is already told of each application, in the database: the one truth for all replicas. */
export class ToldStates {
  constructor(private readonly knex: Knex) {}

  /** Forgets everything, so that what happens while nobody is told is not told later. */
  async forget(): Promise<void> {
    await this.knex<NotificationStateRow>(STATES).delete();
  }

  /** Every application that is not told to be just what it is; one query. */
  async readCandidates(): Promise<Candidate[]> {
    const rows: CandidateRow[] = await this.knex({ a: 'flink_applications' })
      .leftJoin({ s: STATES }, 's.application_id', 'a.id')
      .whereNull('a.removed_at')
      .andWhere(open =>
        open
          .whereNull('s.application_id')
          .orWhereNotNull('s.episode')
          .orWhereRaw('?? <> ??', ['s.verdict', 'a.verdict'])
          .orWhereRaw('?? <> ??', ['s.level', 'a.verdict']),
      )
      .select(
        'a.id',
        'a.verdict',
        'a.verdict_since',
        'a.judged_at',
        'a.first_seen_at',
        'a.owner',
        'a.environment',
        'a.tier',
        {
          told_verdict: 's.verdict',
          told_verdict_at: 's.verdict_at',
          told_level: 's.level',
          told_episode: 's.episode',
          told_version: 's.version',
        },
      );
    return rows.map(toCandidate);
  }

  /** What cards show of an application, if it still has that verdict. */
  async readSummary(
    applicationId: string,
    verdict: Verdict,
  ): Promise<JudgedSummary | undefined> {
    const row = await this.knex<ApplicationRow>('flink_applications')
      .select('summary_json')
      .where({ id: applicationId, verdict })
      .first();
    return row && JSON.parse(row.summary_json);
  }

  /** Remembers of applications that were never looked at what they are; another replica's memory stays. */
  async begin(
    fresh: ReadonlyArray<{ applicationId: string; state: ToldState }>,
  ): Promise<void> {
    for (const chunk of chunksOf(fresh, 100)) {
      await this.knex<NotificationStateRow>(STATES)
        .insert(
          chunk.map(({ applicationId, state }) => ({
            application_id: applicationId,
            ...columnsOf(state),
            version: 1,
          })),
        )
        .onConflict('application_id')
        .ignore();
    }
  }

  /**
   * Remembers what is told.
   *
   * @param version - in which it was read
   * @returns false when another replica was quicker; what it remembered stays
   */
  async remember(
    applicationId: string,
    state: ToldState,
    version: number,
    trx: Knex = this.knex,
  ): Promise<boolean> {
    const written = await trx<NotificationStateRow>(STATES)
      .where({ application_id: applicationId, version })
      .update({ ...columnsOf(state), version: version + 1 });
    return written > 0;
  }
}

function columnsOf(state: ToldState) {
  return {
    verdict: state.verdict,
    verdict_at: state.verdictAtMs,
    level: state.level,
    episode: state.episode ?? null,
  };
}

function toCandidate(row: CandidateRow): Candidate {
  return {
    id: row.id,
    now: {
      verdict: row.verdict as Verdict,
      sinceMs: toNumber(row.verdict_since),
      judgedAtMs: toNumber(row.judged_at),
      firstSeenAtMs: toNumber(row.first_seen_at),
    },
    owner: row.owner ?? undefined,
    environment: row.environment ?? undefined,
    tier: row.tier ?? undefined,
    told:
      row.told_version === null || row.told_verdict_at === null
        ? undefined
        : {
            version: row.told_version,
            state: {
              verdict: row.told_verdict as Verdict,
              verdictAtMs: toNumber(row.told_verdict_at),
              level: row.told_level as Level,
              episode: row.told_episode ?? undefined,
            },
          },
  };
}
