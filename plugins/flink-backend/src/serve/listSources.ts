import type { Knex } from 'knex';
import type { Source } from '../schema/openapi/generated/models';
import type { FlinkStore } from '../store/FlinkStore';
import { toIso } from '../store/rows';
import type { StoredSource } from '../store/SourceStore';
import type { CallSummary } from '../store/CallStore';

/** Every place that is scanned, how that goes and what it costs. */
export async function listSources(
  store: FlinkStore,
  nowMs: number,
): Promise<Source[]> {
  const [sources, calls, applications] = await Promise.all([
    store.sources.list(),
    store.calls.summarize(nowMs),
    countApplications(store.knex),
  ]);
  return sources.map(source =>
    present(source, calls.get(source.id), applications.get(source.id) ?? 0),
  );
}

async function countApplications(knex: Knex): Promise<Map<string, number>> {
  const rows: Array<{ source_id: string; applications: number | string }> =
    await knex('flink_applications')
      .whereNull('removed_at')
      .select('source_id')
      .count({ applications: 'id' })
      .groupBy('source_id');
  return new Map(rows.map(row => [row.source_id, Number(row.applications)]));
}

function present(
  source: StoredSource,
  calls: CallSummary | undefined,
  applications: number,
): Source {
  return {
    id: source.id,
    runtime: source.runtime,
    title: source.title,
    status: source.status,
    applications,
    lastAttemptAt: toIso(source.lastAttemptAtMs),
    lastGoodAt: toIso(source.lastGoodAtMs),
    nextTryAt: toIso(source.nextTryAtMs),
    error: source.error,
    calls: calls?.lastHour ?? {},
    estimatedUsdPerMonth: calls?.estimatedUsdPerMonth,
    budgetUsdPerMonth: source.budgetUsdPerMonth,
  };
}
