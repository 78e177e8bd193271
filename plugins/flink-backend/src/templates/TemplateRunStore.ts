import type { Knex } from 'knex';
import { z } from 'zod';
import type { MilestoneId, TemplateRun } from './TemplateRun';

const TABLE = 'flink_template_runs';

interface Row {
  readonly id: string;
  readonly template: string;
  readonly template_version: string;
  readonly application_id: string;
  readonly started_at: number | string;
  readonly ended_at: number | string;
  readonly outcome: TemplateRun['outcome'];
  readonly failure: string | null;
  readonly milestones: string;
}

const milestonesSchema = z.array(
  z.object({ id: z.custom<MilestoneId>(), atMs: z.number() }),
);

/** The runs of templates, in the database. */
export class TemplateRunStore {
  constructor(private readonly knex: Knex) {}

  /** Keeps a run. The same run recorded again replaces itself, since a task may be run again from its start. */
  async record(run: TemplateRun): Promise<void> {
    await this.knex(TABLE)
      .insert({
        id: run.id,
        template: run.template,
        template_version: run.templateVersion,
        application_id: run.applicationId,
        started_at: run.startedAtMs,
        ended_at: run.endedAtMs,
        outcome: run.outcome,
        failure: run.failure ?? null,
        milestones: JSON.stringify(run.milestones),
      })
      .onConflict('id')
      .merge();
  }

  /** Runs that ended since, the newest first. */
  async since(sinceMs: number, limit: number): Promise<TemplateRun[]> {
    const rows: Row[] = await this.knex(TABLE)
      .where('ended_at', '>=', sinceMs)
      .orderBy([
        { column: 'ended_at', order: 'desc' },
        { column: 'id', order: 'asc' },
      ])
      .limit(limit);
    return rows.map(row => ({
      id: row.id,
      template: row.template,
      templateVersion: row.template_version,
      applicationId: row.application_id,
      // PostgreSQL's driver gives big integers as text.
      startedAtMs: Number(row.started_at),
      endedAtMs: Number(row.ended_at),
      outcome: row.outcome,
      ...(row.failure === null ? {} : { failure: row.failure }),
      milestones: milestonesSchema.parse(JSON.parse(row.milestones)),
    }));
  }
}
