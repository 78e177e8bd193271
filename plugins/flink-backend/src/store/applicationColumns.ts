import { verdictRank } from '@flink-portal/backstage-plugin-flink-common';
import type { JudgedApplication } from '../judge/JudgedApplication';
import { confirmedByItself } from '../operate/claims/confirmedFacts';
import { factsFromLabels } from './labelFacts';
import type { ApplicationRow } from './rows';

/** Columns that others decide once a row exists: the catalog's links, viewers, the search for first faults. */
const DECIDED_BY_OTHERS: ReadonlyArray<keyof ApplicationRow> = [
  'owner',
  'environment',
  'tier',
  'confirmed_owner',
  'confirmed_environment',
  'entity_refs_json',
  'interest_at',
  'first_seen_at',
  'first_fault_json',
];

/** The row of a judged application. */
export function toApplicationRow(
  { known, judgement, summary, ...rest }: JudgedApplication,
  rev: number,
): ApplicationRow {
  const { application } = known;
  const facts = factsFromLabels(application.labels);
  const confirmed = confirmedByItself(application);
  const top = summary.topFinding;
  const topText = top ? `${top.title}: ${top.message}` : null;
  const flinkVersion = summary.flinkVersion ?? null;
  return {
    id: application.id,
    runtime: application.runtime,
    source_id: application.sourceId,
    external_id: application.externalId,
    name: application.name,
    name_sort: application.name.toLocaleLowerCase('en'),
    owner: facts.owner ?? null,
    environment: facts.environment ?? null,
    tier: facts.tier ?? null,
    confirmed_owner: confirmed.owner ?? null,
    confirmed_environment: confirmed.environment ?? null,
    entity_refs_json: '[]',
    verdict: judgement.verdict,
    verdict_rank: verdictRank(judgement.verdict),
    verdict_since: Date.parse(judgement.since),
    top_finding_text: topText,
    search: [application.name, ...application.scope, topText ?? '']
      .join(' ')
      .toLocaleLowerCase('en'),
    lag: summary.figures.lag?.value ?? null,
    records_out: summary.figures.recordsOut?.value ?? null,
    last_checkpoint_at: parse(summary.figures.lastCheckpoint?.at),
    restarts: summary.figures.restarts24h?.unplanned ?? null,
    flink_version: flinkVersion,
    flink_version_sort: versionNumber(flinkVersion),
    last_change_at: parse(summary.lastChange?.at),
    identity_json: JSON.stringify(application),
    known_json: JSON.stringify(known),
    judgement_json: JSON.stringify(judgement),
    summary_json: JSON.stringify(summary),
    note: rest.note ?? null,
    observed_at: Date.parse(known.observedAt),
    state_good_at: parse(known.state.lastGood?.at),
    judged_at: rest.judgedAtMs,
    first_seen_at: rest.firstSeenAtMs,
    interest_at: null,
    removed_at: null,
    rev,
    first_fault_json: null,
  };
}

/** The columns a collection writes to a row that is there already. */
export function columnsOfCollection(
  row: ApplicationRow,
): Array<keyof ApplicationRow> {
  return (Object.keys(row) as Array<keyof ApplicationRow>).filter(
    column => column !== 'id' && !DECIDED_BY_OTHERS.includes(column),
  );
}

/** `1.9` before `1.20`: what the version sorts by. */
function versionNumber(version: string | null): number | null {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return major ? Number(major) * 10_000 + Number(minor) : null;
}

function parse(iso: string | undefined): number | null {
  const ms = iso === undefined ? NaN : Date.parse(iso);
  return Number.isNaN(ms) ? null : ms;
}
