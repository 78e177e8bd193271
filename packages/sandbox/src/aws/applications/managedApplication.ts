import type { LivingJob } from '../../world';
import { hexOf } from '../../world/noise';
import { epochSeconds } from '../wire/wire';
import type {
  ApplicationFacts,
  Configuration,
  Detail,
  OperationRecord,
  SnapshotRecord,
  Status,
  VersionContent,
  VersionEntry,
} from './applicationTypes';
import { applicationArn } from './applicationTypes';
import { plannedOperations } from './plannedOperations';
import { plannedSnapshots } from './plannedSnapshots';

const HOURS_OF_WINDOW = 8;

/** What an application starts with. */
export interface ApplicationOrigin {
  readonly facts: ApplicationFacts;
  readonly maintenanceWindowStart: string;
  /** The version in force before any operation that is listed. */
  readonly firstVersion: number;
  /** Content of versions nobody made through the API. */
  readonly contentOf: (versionId: number) => VersionContent;
  /** Operations and snapshots come from the job's story as well. */
  readonly planned: boolean;
  readonly job?: LivingJob;
}

/** One application: its status, versions, operations and snapshots at any time. */
export class ManagedApplication {
  readonly facts: ApplicationFacts;
  readonly arn: string;
  readonly origin: ApplicationOrigin;
  job: LivingJob | undefined;
  maintenanceWindowStart: string;
  tags: Record<string, string>;
  /** Epoch ms from which the application no longer exists. */
  deletedFromMs = Infinity;
  readonly #recorded: OperationRecord[] = [];
  readonly #contents = new Map<number, VersionContent>();
  readonly #snapshots: Omit<SnapshotRecord, 'status'>[] = [];
  readonly #deletedSnapshots = new Map<string, number>();

  constructor(origin: ApplicationOrigin) {
    this.origin = origin;
    this.facts = origin.facts;
    this.arn = applicationArn(origin.facts);
    this.job = origin.job;
    this.maintenanceWindowStart = origin.maintenanceWindowStart;
    this.tags = { ...origin.facts.tags };
  }

  /** Operations that began by the time, oldest first; one that another one broke off is cut. */
  operations(nowMs: number): OperationRecord[] {
    const planned =
      this.origin.planned && this.job
        ? plannedOperations(this.job, this.facts.account, nowMs)
        : [];
    const begun = [...planned, ...this.#recorded]
      .filter(operation => operation.startMs <= nowMs)
      .sort((left, right) => left.startMs - right.startMs);
    const all = begun.filter(operation => !isOvertaken(operation, begun));
    return all.map((operation, index) => {
      const next = all[index + 1];
      return next && next.startMs < operation.endMs
        ? { ...operation, endMs: next.startMs, outcome: 'CANCELLED' as const }
        : operation;
    });
  }

  status(nowMs: number): Status {
    const newest = this.operations(nowMs).at(-1);
    if (!newest) {
      return 'READY';
    }
    return nowMs < newest.endMs ? newest.statusDuring : newest.statusAfter;
  }

  /** Versions from the first one in force, oldest first; the last entry is in force now. */
  versions(nowMs: number): VersionEntry[] {
    const { firstVersion, facts } = this.origin;
    const entries: VersionEntry[] = [
      {
        versionId: firstVersion,
        atMs: facts.createdAtMs,
        updatedFrom: firstVersion > 1 ? firstVersion - 1 : undefined,
      },
    ];
    let highest = firstVersion;
    for (const operation of this.operations(nowMs)) {
      const current = entries.at(-1)!;
      if (operation.version === 'new') {
        highest += 1;
        entries.push({
          versionId: highest,
          atMs: operation.startMs,
          updatedFrom: current.versionId,
        });
      } else if (operation.version === 'previous') {
        const target = current.updatedFrom ?? current.versionId;
        const earlier = entries.findLast(entry => entry.versionId === target);
        entries.push({
          versionId: target,
          atMs: operation.startMs,
          updatedFrom: earlier?.updatedFrom,
          rolledBackFrom: current.versionId,
          rolledBackTo: target,
        });
      }
    }
    return entries;
  }

  content(versionId: number): VersionContent {
    return this.#contents.get(versionId) ?? this.origin.contentOf(versionId);
  }

  /** The token of the version in force: it changes whenever anything about the application does. */
  conditionalToken(nowMs: number): string {
    const version = this.versions(nowMs);
    return Buffer.from(
      `${this.facts.name}-${version.at(-1)!.versionId}-${version.length}-${
        this.maintenanceWindowStart
      }`,
    ).toString('base64');
  }

  /** Writes an operation down; a new version's content comes along. */
  record(
    operation: Omit<OperationRecord, 'id' | 'outcome'> &
      Partial<Pick<OperationRecord, 'id' | 'outcome'>>,
    content?: VersionContent,
  ): OperationRecord {
    const record: OperationRecord = {
      id: `op-${hexOf(
        `${this.arn}/${operation.startMs}/${this.#recorded.length}`,
        12,
      )}`,
      outcome: 'SUCCESSFUL',
      ...operation,
    };
    this.#recorded.push(record);
    if (content) {
      this.#contents.set(
        this.versions(operation.startMs).at(-1)!.versionId,
        content,
      );
    }
    return record;
  }

  /** How the version in force restores, as its last start said. */
  setRunConfiguration(
    nowMs: number,
    run: NonNullable<Configuration['RunConfigurationDescription']>,
  ): void {
    const { versionId } = this.versions(nowMs).at(-1)!;
    const content = this.content(versionId);
    this.#contents.set(versionId, {
      ...content,
      configuration: {
        ...content.configuration,
        RunConfigurationDescription: {
          ...content.configuration.RunConfigurationDescription,
          ...run,
        },
      },
    });
  }

  /** Snapshots that exist at the time, newest first. */
  snapshots(nowMs: number): SnapshotRecord[] {
    const planned = plannedSnapshots(this, nowMs, this.origin.planned);
    return [...planned, ...this.#snapshots]
      .filter(
        snapshot =>
          nowMs < (this.#deletedSnapshots.get(snapshot.name) ?? Infinity),
      )
      .map(snapshot => {
        const ended = snapshot.fails ? 'FAILED' : 'READY';
        let status: SnapshotRecord['status'] =
          nowMs < snapshot.readyAtMs ? 'CREATING' : ended;
        if (this.#deletedSnapshots.has(snapshot.name)) {
          status = 'DELETING';
        }
        return { ...snapshot, status };
      })
      .sort((left, right) => right.createdAtMs - left.createdAtMs);
  }

  addSnapshot(snapshot: Omit<SnapshotRecord, 'status'>): void {
    this.#snapshots.push(snapshot);
  }

  /** The snapshot is gone from that time on, and DELETING until then. */
  deleteSnapshot(name: string, goneFromMs: number): void {
    this.#deletedSnapshots.set(name, goneFromMs);
  }

  /** What DescribeApplication says; of an older version when its entry is given. */
  detail(nowMs: number, version?: VersionEntry): Detail {
    const versions = this.versions(nowMs);
    const entry = version ?? versions.at(-1)!;
    const { runtimeEnvironment, role, configuration } = this.content(
      entry.versionId,
    );
    const { facts } = this;
    const described = structuredClone(configuration);
    const parallelism =
      described.FlinkApplicationConfigurationDescription
        ?.ParallelismConfigurationDescription;
    const run = this.job?.timeline.runAt(nowMs);
    if (parallelism && run) {
      parallelism.CurrentParallelism = run.parallelism;
    }
    const [hours, minutes] = this.maintenanceWindowStart.split(':');
    const endHour = (Number(hours) + HOURS_OF_WINDOW) % 24;
    return {
      ApplicationARN: this.arn,
      ...(facts.description
        ? { ApplicationDescription: facts.description }
        : {}),
      ApplicationName: facts.name,
      RuntimeEnvironment: runtimeEnvironment as Detail['RuntimeEnvironment'],
      ServiceExecutionRole: role,
      ApplicationStatus: this.status(nowMs),
      ApplicationVersionId: entry.versionId,
      CreateTimestamp: epochSeconds(facts.createdAtMs),
      LastUpdateTimestamp: epochSeconds(
        this.operations(nowMs).at(-1)?.startMs ?? facts.createdAtMs,
      ),
      ApplicationConfigurationDescription: described,
      CloudWatchLoggingOptionDescriptions: facts.logStreamArn
        ? [
            {
              CloudWatchLoggingOptionId: '1.1',
              LogStreamARN: facts.logStreamArn,
            },
          ]
        : [],
      ApplicationMaintenanceConfigurationDescription: {
        ApplicationMaintenanceWindowStartTime: this.maintenanceWindowStart,
        ApplicationMaintenanceWindowEndTime: `${String(endHour).padStart(
          2,
          '0',
        )}:${minutes}`,
      },
      ...(entry.updatedFrom
        ? { ApplicationVersionUpdatedFrom: entry.updatedFrom }
        : {}),
      ...(entry.rolledBackFrom
        ? {
            ApplicationVersionRolledBackFrom: entry.rolledBackFrom,
            ApplicationVersionRolledBackTo: entry.rolledBackTo,
          }
        : {}),
      ApplicationVersionCreateTimestamp: epochSeconds(entry.atMs),
      ConditionalToken: this.conditionalToken(nowMs),
      ApplicationMode: facts.mode,
    };
  }
}

/** What a failure would have brought does not come when somebody stepped in before it. */
function isOvertaken(
  operation: OperationRecord,
  all: readonly OperationRecord[],
): boolean {
  const cause = all.find(one => one.id === operation.follows);
  return (
    cause !== undefined &&
    all.some(
      one =>
        one !== cause &&
        one !== operation &&
        one.startMs >= cause.startMs &&
        one.startMs < cause.endMs,
    )
  );
}
