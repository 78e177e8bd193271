import type {
  Finding,
  Judgement,
  Known,
  KnownApplication,
} from '@flink-portal/backstage-plugin-flink-common';
import type {
  Change,
  Figures,
  Finding as FindingOfApi,
  PartStatus,
} from '../schema/openapi/generated/models';
import type { JudgedSummary } from './JudgedApplication';

/** Sums up a judged application as lists and cards show it. */
export function summarize(
  known: KnownApplication,
  judgement: Judgement,
  figures: Figures,
  lastChange: Change | undefined,
): JudgedSummary {
  const { application } = known;
  const configuration = known.configuration.lastGood?.value;
  const top = topFindingOf(judgement);
  return {
    id: application.id,
    runtime: application.runtime,
    name: application.name,
    scope: [...application.scope],
    sourceId: application.sourceId,
    workload: configuration?.workload,
    verdict: judgement.verdict,
    since: judgement.since,
    topFinding: top && presentFinding(top),
    findingCount: judgement.findings.length,
    state: (known.state.lastGood?.value.verbatim ?? []).map(field => ({
      ...field,
    })),
    flinkVersion: configuration?.flinkVersion,
    parallelism: configuration?.parallelism,
    currentParallelism: configuration?.currentParallelism,
    observedAt: known.state.lastGood?.at,
    unreadable: partsOf(known).filter(({ status }) => status === 'unreadable'),
    figures,
    lastChange,
    newestSnapshotAt: newestSnapshotAt(known),
  };
}

/** The finding that explains the verdict; a hint only when there is nothing else. */
export function topFindingOf({ findings }: Judgement): Finding | undefined {
  return findings.find(({ severity }) => severity !== 'info') ?? findings[0];
}

/** A finding in the API's shape. */
export function presentFinding(finding: Finding): FindingOfApi {
  return { ...finding, evidence: [...finding.evidence] };
}

/** How reading each part of the application went. */
export function partsOf(known: KnownApplication): PartStatus[] {
  return [
    partOf('state', known.state),
    partOf('configuration', known.configuration),
    partOf('jobs', known.jobs),
    ...(known.metrics ? [partOf('metrics', known.metrics)] : []),
    partOf('operations', known.operations),
    partOf('snapshots', known.snapshots),
    partOf('events', known.events),
  ];
}

function partOf<T>(
  part: PartStatus['part'],
  { latest, lastGood }: Known<T>,
): PartStatus {
  switch (latest.status) {
    case 'read':
      return {
        part,
        status: latest.status,
        at: latest.at,
        lastGoodAt: latest.at,
      };
    case 'unreadable':
      return {
        part,
        status: latest.status,
        at: latest.at,
        reason: latest.reason,
        message: latest.message,
        lastGoodAt: lastGood?.at,
      };
    default:
      return { part, status: latest.status, message: latest.reason };
  }
}

function newestSnapshotAt(known: KnownApplication): string | undefined {
  const times = (known.snapshots.lastGood?.value ?? [])
    .filter(({ status }) => status === 'ready')
    .map(({ createdAt }) => Date.parse(createdAt));
  return times.length > 0
    ? new Date(Math.max(...times)).toISOString()
    : undefined;
}
