import type {
  ApplicationConfiguration,
  Judgement,
  KnownApplication,
  ObservedJob,
  Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { JudgedSummary } from '../judge/JudgedApplication';
import { partsOf, presentFinding } from '../judge/summarize';
import type {
  ApplicationDetail,
  ApplicationSummary,
  Configuration,
  Job,
} from '../schema/openapi/generated/models';
import type { ApplicationRow } from '../store/rows';

/** The columns a summary is made of. */
export type SummaryColumns = Pick<
  ApplicationRow,
  | 'owner'
  | 'environment'
  | 'tier'
  | 'confirmed_owner'
  | 'entity_refs_json'
  | 'summary_json'
  | 'first_fault_json'
>;

/** An application as lists and cards show it. */
export function presentSummary(row: SummaryColumns): ApplicationSummary {
  const summary: JudgedSummary = JSON.parse(row.summary_json);
  return {
    ...summary,
    owner: row.owner ?? undefined,
    ownerConfirmed:
      row.owner === null ? undefined : row.owner === row.confirmed_owner,
    environment: row.environment ?? undefined,
    tier: row.tier ?? undefined,
    entityRefs: JSON.parse(row.entity_refs_json),
    firstFault: row.first_fault_json
      ? JSON.parse(row.first_fault_json)
      : undefined,
  };
}

/** An application with everything that is known of it apart from its series. */
export function presentDetail(
  row: ApplicationRow,
  operations: readonly Operation[],
): ApplicationDetail {
  const known: KnownApplication = JSON.parse(row.known_json);
  const judgement: Judgement = JSON.parse(row.judgement_json);
  const configuration = known.configuration.lastGood?.value;
  return {
    ...presentSummary(row),
    findings: judgement.findings.map(presentFinding),
    notAssessed: [...judgement.notAssessed],
    parts: partsOf(known),
    jobs: (known.jobs.lastGood?.value ?? []).map(presentJob),
    operations: [...operations],
    snapshots: [...(known.snapshots.lastGood?.value ?? [])],
    events: [...(known.events.lastGood?.value ?? [])],
    configuration: configuration && presentConfiguration(configuration),
  };
}

function presentJob(job: ObservedJob): Job {
  return {
    jobId: job.jobId,
    name: job.name,
    status: job.status,
    startedAt: job.startedAt,
    parallelism: job.parallelism,
    lastCompletedCheckpointAt: job.lastCompletedCheckpoint?.at,
    lastCheckpointFailure: job.lastFailedCheckpoint?.failure,
  };
}

function presentConfiguration(
  configuration: ApplicationConfiguration,
): Configuration {
  return {
    flinkVersionVerbatim: configuration.flinkVersionVerbatim,
    parallelismPerKpu: configuration.parallelismPerKpu,
    autoscalingEnabled: configuration.autoscalingEnabled,
    checkpointingEnabled: configuration.checkpointingEnabled,
    checkpointIntervalMs: configuration.checkpointIntervalMs,
    snapshotsEnabled: configuration.snapshotsEnabled,
    rollbackEnabled: configuration.rollbackEnabled,
    upgradeMode: configuration.upgradeMode,
    metricsLevel: configuration.metricsLevel,
    artifact: configuration.artifact,
    version: configuration.version,
    versionAt: configuration.versionAt,
    properties: configuration.properties?.map(({ group, entries }) => ({
      group,
      entries: { ...entries },
    })),
  };
}
