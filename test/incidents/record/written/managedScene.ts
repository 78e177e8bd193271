import type {
  ApplicationDetail,
  ApplicationOperationInfo,
  ApplicationOperationInfoDetails,
} from '@aws-sdk/client-kinesis-analytics-v2';
import {
  notApplicable,
  read,
  unreadable,
  type MetricSeries,
  type MetricWindow,
  type Observation,
  type Reading,
  type Snapshot,
  type UnreadableReason,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  shrinkObservations,
  type Emitted,
} from '../../format/shrinkObservations';
import { mergeSeries } from '../../replay/portalBackend';
import { Replay } from '../../replay/Replay';
import {
  emitsNoMetrics,
  toConfiguration,
  toOperation,
  toOperationDetails,
  toState,
} from '../runtimes';
import { writeFixture } from '../writeFixture';
import {
  at,
  iso,
  MINUTE_MS,
  seriesOf,
  START_MS,
  well,
  type Values,
} from './values';
import { headOf, type WrittenPlan } from './WrittenPlan';

/** An operation as the service lists it, with what describing it adds. */
export type ListedOperation = ApplicationOperationInfo &
  Pick<
    ApplicationOperationInfoDetails,
    'OperationFailureDetails' | 'ApplicationVersionChangeDetails'
  >;

/** A part that fails, in the words of the runtime. */
export interface Failure {
  readonly reason: UnreadableReason;
  readonly message: string;
}

/** What AWS answers at a minute. */
export interface ManagedScene {
  /** ApplicationStatus; RUNNING when left out. */
  readonly status?: string;
  /** Newest first. */
  readonly operations?: readonly ListedOperation[];
  readonly snapshots?: readonly Snapshot[];
  readonly detail?: Partial<ApplicationDetail>;
  readonly metrics?: Failure;
  readonly operationsFail?: Failure;
  readonly descriptionFails?: Failure;
  /** The region as a whole cannot be read. */
  readonly sourceFails?: Failure;
}

/** A sequence of answers, read through the real translation. */
export interface ManagedPlan extends WrittenPlan {
  readonly scene: (minute: number) => ManagedScene;
  /** What CloudWatch has of a minute; a job that is well by default. */
  readonly values?: (minute: number) => Values;
  /** Minutes until a value is there; two by default. */
  readonly lateBy?: number;
}

const HISTORY_MINUTES = 90;
const STEADY_CADENCE = 5;
const PROVISIONAL = 3;
const NAME = 'orders-enrichment';
const SOURCE_ID = 'managed:111122223333/eu-west-1';

/** The start that brought the application up ten hours ago. */
export const STARTED: ListedOperation = {
  Operation: 'StartApplication',
  OperationId: 'op-start',
  StartTime: new Date(at(-602)),
  EndTime: new Date(at(-600)),
  OperationStatus: 'SUCCESSFUL',
};

/** Translates every minute of a plan and writes the fixture. */
export function writeManaged(plan: ManagedPlan): void {
  const replay = new Replay({
    mode: 'poll',
    pollIntervalMs: MINUTE_MS,
    tier: plan.tier,
    tiers: plan.tiers,
  });
  const emitted: Emitted[] = [];
  const notes: Notes = { statusSince: at(0), status: '', changeSeen: false };
  for (let minute = 0; minute <= plan.minutes; minute += 1) {
    const scene = plan.scene(minute);
    if (scene.sourceFails) {
      const { reason, message } = scene.sourceFails;
      emitted.push({ atMs: at(minute), failed: reason, message });
      replay.failed(reason, message);
    } else {
      const observation = observationOf(plan, scene, minute, notes);
      emitted.push({ atMs: at(minute), observation });
      const { verdict } = replay.observe(observation, at(minute));
      notes.close = verdict !== 'Healthy' && verdict !== 'Stopped';
    }
  }
  const first = emitted.find(each => 'observation' in each);
  if (!first || !('observation' in first)) {
    throw new Error(`${plan.fixture} has no observation`);
  }
  writeFixture(plan.fixture, {
    ...headOf(plan, 'managed', iso(0)),
    application: {
      ...first.observation.application,
      scope: [...first.observation.application.scope],
    },
    ...shrinkObservations(START_MS, emitted),
  });
}

interface Notes {
  status: string;
  statusSince: number;
  changeSeen: boolean;
  attempted?: number;
  readTo?: number;
  close?: boolean;
}

function observationOf(
  plan: ManagedPlan,
  scene: ManagedScene,
  minute: number,
  notes: Notes,
): Observation {
  const { status = 'RUNNING', operations = [STARTED] } = scene;
  if (notes.status !== status) {
    notes.changeSeen = notes.status !== '';
    notes.status = status;
    notes.statusSince = at(minute);
  }
  const managed = operations.flatMap(
    info => toOperation(info, toOperationDetails(detailsOf(info))) ?? [],
  );
  const now = iso(minute);
  const failed = <T>({ reason, message }: Failure) =>
    unreadable<T>(reason, message, now);
  const metrics = metricsOf(plan, scene, minute, status, notes);
  return {
    application: {
      id: `managed:111122223333/eu-west-1/${NAME}`,
      runtime: 'managed',
      name: NAME,
      sourceId: SOURCE_ID,
      scope: ['111122223333', 'eu-west-1'],
      externalId: `arn:aws:kinesisanalytics:eu-west-1:111122223333:application/${NAME}`,
      labels: {},
    },
    observedAt: now,
    state: read(
      toState({
        status,
        operations: scene.operationsFail ? undefined : managed,
        statusFirstSeenAt: new Date(notes.statusSince).toISOString(),
        statusChangeSeen: notes.changeSeen,
      }),
      now,
    ),
    configuration: scene.descriptionFails
      ? failed(scene.descriptionFails)
      : read(
          toConfiguration(detailOf(scene), {
            properties: 'secrets',
            extraKeys: [],
          }),
          now,
        ),
    jobs: notApplicable(
      'The managed service does not report the Flink job; its metrics stand for it.',
    ),
    ...(metrics ? { metrics } : {}),
    operations: scene.operationsFail
      ? failed(scene.operationsFail)
      : read(
          managed.map(({ operation }) => operation),
          now,
        ),
    snapshots: read(scene.snapshots ?? [], now),
    events: notApplicable(
      'The managed service reports no events; its operations stand for them.',
    ),
  };
}

function detailsOf(info: ListedOperation): ApplicationOperationInfoDetails {
  const { OperationFailureDetails, ApplicationVersionChangeDetails } = info;
  return {
    Operation: info.Operation,
    StartTime: info.StartTime,
    EndTime: info.EndTime,
    OperationStatus: info.OperationStatus,
    OperationFailureDetails,
    ApplicationVersionChangeDetails,
  };
}

function detailOf({ detail }: ManagedScene): ApplicationDetail {
  return {
    ApplicationARN: undefined,
    ApplicationName: NAME,
    RuntimeEnvironment: 'FLINK-1_20',
    ApplicationStatus: 'RUNNING',
    ApplicationVersionId: 12,
    ApplicationMode: 'STREAMING',
    ApplicationConfigurationDescription: {
      FlinkApplicationConfigurationDescription: {
        CheckpointConfigurationDescription: {
          ConfigurationType: 'CUSTOM',
          CheckpointingEnabled: true,
          CheckpointInterval: 60_000,
        },
        MonitoringConfigurationDescription: {
          ConfigurationType: 'CUSTOM',
          MetricsLevel: 'APPLICATION',
        },
        ParallelismConfigurationDescription: {
          Parallelism: 4,
          ParallelismPerKPU: 1,
          CurrentParallelism: 4,
          AutoScalingEnabled: true,
        },
      },
    },
    ...detail,
  };
}

function metricsOf(
  plan: ManagedPlan,
  scene: ManagedScene,
  minute: number,
  status: string,
  notes: Notes,
): Reading<MetricWindow> | undefined {
  if (emitsNoMetrics(status)) {
    notes.attempted = undefined;
    return notApplicable(
      `An application in status ${status} emits no metrics.`,
    );
  }
  const cadence = notes.close ?? true ? 1 : STEADY_CADENCE;
  if (notes.attempted !== undefined && minute - notes.attempted < cadence) {
    return undefined;
  }
  notes.attempted = minute;
  if (scene.metrics) {
    return unreadable(scene.metrics.reason, scene.metrics.message, iso(minute));
  }
  const from =
    notes.readTo === undefined
      ? minute - HISTORY_MINUTES
      : notes.readTo - PROVISIONAL;
  notes.readTo = minute;
  const { values = (at_: number) => well(at_), lateBy = 2 } = plan;
  let series: MetricSeries[] = [];
  for (let each = from; each <= minute - lateBy; each += 1) {
    series = mergeSeries(series, seriesOf(each, values(each)));
  }
  return read(
    {
      from: iso(from),
      to: iso(minute),
      resolutionSeconds: 60,
      series,
    },
    iso(minute),
  );
}
