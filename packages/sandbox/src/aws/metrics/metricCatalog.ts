import type { SimulatedVertex } from '../../world';
import { parallelismOf, kpusOf } from '../applications/configuration';
import type { ManagedApplication } from '../applications/managedApplication';
import type { PublishedMetric, Sampled } from './publishedMetric';

/** The value of the `Flow` dimension of the 2.2 time metrics; AWS does not document it. */
export const TIME_METRICS_FLOW = 'Job';
/** Metrics the service takes four times a minute (MSF metrics page: divide a Sum by four). */
const TAKEN_FOUR_TIMES = 4;

type Values = PublishedMetric['values'];
type Read = (sampled: Sampled) => number;

/** Everything an application publishes at its metrics level. */
export function publishedMetrics(
  application: ManagedApplication,
  nowMs: number,
): PublishedMetric[] {
  const { facts, job } = application;
  const version = application.versions(nowMs).at(-1)!;
  const { runtimeEnvironment, configuration } = application.content(
    version.versionId,
  );
  const named = { Application: facts.name };
  const metric = (
    name: string,
    values: Values,
    options: Partial<PublishedMetric> = {},
  ): PublishedMetric => ({
    application,
    name,
    dimensions: named,
    copies: 1,
    values,
    ...options,
  });
  const gauge = (
    name: string,
    read: Read,
    options?: Partial<PublishedMetric>,
  ) => metric(name, sampled => [read(sampled)], options);

  const kpus = gauge(
    'KPUs',
    ({ moment }) =>
      kpusOf(
        configuration,
        moment.parallelism || parallelismOf(configuration),
      ) + (facts.mode === 'INTERACTIVE' ? 2 : 1),
    { hourly: true },
  );
  const process = [
    metric('cpuUtilization', ({ moment }) =>
      spread(moment.cpuUtilizationPercent, 0.86),
    ),
    metric('heapMemoryUtilization', ({ moment }) =>
      spread((100 * moment.heapUsedBytes) / moment.heapMaxBytes, 0.93),
    ),
    gauge('oldGenerationGCTime', ({ moment }) => moment.oldGenerationGcTimeMs),
    gauge('oldGenerationGCCount', ({ moment }) => moment.oldGenerationGcCount),
  ];
  if (facts.mode === 'INTERACTIVE') {
    return [
      kpus,
      ...process,
      gauge('threadCount', ({ moment }) => moment.threadsCount),
      gauge('zeppelinCpuUtilization', () => 1.2),
      gauge('zeppelinHeapMemoryUtilization', () => 31),
      gauge('zeppelinThreadCount', () => 74),
      gauge('zeppelinWaitingJobs', () => 0),
      gauge('zeppelinServerUptime', ({ moment }) =>
        Math.floor(moment.uptimeMs / 1000),
      ),
    ];
  }

  const flink = Number(runtimeEnvironment.split('-')[1]?.split('_')[0] ?? 1);
  const monitoring =
    configuration.FlinkApplicationConfigurationDescription
      ?.MonitoringConfigurationDescription;
  const perTask =
    monitoring?.MetricsLevel !== undefined &&
    monitoring.MetricsLevel !== 'APPLICATION';
  const timeMetric = (name: string, read: Read) =>
    gauge(name, read, { dimensions: { ...named, Flow: TIME_METRICS_FLOW } });
  const fourTimes = (name: string, values: Values) =>
    metric(name, values, { copies: TAKEN_FOUR_TIMES });

  const metrics = [
    kpus,
    ...process,
    ...(flink >= 2
      ? [
          gauge('numRestarts', ({ moment }) => moment.numRestarts),
          timeMetric('runningTime', ({ moment }) => moment.uptimeMs),
          timeMetric('restartingTime', ({ moment }) =>
            moment.status === 'RESTARTING' ? moment.downtimeMs : 0,
          ),
          timeMetric('failingTime', () => 0),
          timeMetric('cancellingTime', () => 0),
        ]
      : [
          gauge('fullRestarts', ({ moment }) => moment.numRestarts),
          gauge('uptime', ({ moment }) => moment.uptimeMs),
          gauge('downtime', ({ moment }) => moment.downtimeMs),
        ]),
    gauge(
      'numberOfFailedCheckpoints',
      ({ moment }) => moment.numberOfFailedCheckpoints,
    ),
    gauge(
      'lastCheckpointDuration',
      ({ moment }) => moment.lastCheckpointDurationMs,
    ),
    gauge('lastCheckpointSize', ({ moment }) =>
      moment.lastCheckpointSizeBytes < 0
        ? -1
        : moment.lastCheckpointFullSizeBytes,
    ),
    metric('containerCPUUtilization', ({ moment }) =>
      spread(moment.containerCpuUtilizationPercent, 0.88),
    ),
    metric('containerMemoryUtilization', ({ moment }) =>
      spread(moment.containerMemoryUtilizationPercent, 0.97),
    ),
    gauge(
      'containerDiskUtilization',
      ({ moment }) => moment.containerDiskUtilizationPercent,
    ),
    gauge('managedMemoryUsed', ({ moment }) => moment.managedMemoryUsedBytes),
    gauge('managedMemoryTotal', ({ moment }) => moment.managedMemoryTotalBytes),
    gauge(
      'managedMemoryUtilization',
      ({ moment }) =>
        (100 * moment.managedMemoryUsedBytes) / moment.managedMemoryTotalBytes,
    ),
    gauge('threadsCount', ({ moment }) => moment.threadsCount),
    ...recordMetrics(fourTimes),
    gauge(
      'currentOutputWatermark',
      ({ moment }) => moment.currentOutputWatermarkMs,
    ),
    ...(job?.vertices.some(vertex => vertex.inputs.length > 1)
      ? [
          gauge(
            'currentInputWatermark',
            ({ moment }) => moment.currentInputWatermarkMs,
          ),
        ]
      : []),
    ...pressureMetrics(metric),
    ...sourceMetrics(application, flink, gauge),
  ];
  if (perTask) {
    for (const vertex of job?.vertices ?? []) {
      metrics.push(...taskMetrics(vertex, named, metric));
    }
  }
  return metrics;
}

/** One value per TaskManager: the hottest and one that has less to do. */
function spread(hottest: number, share: number): number[] {
  return [hottest, hottest * share];
}

type Make = (
  name: string,
  values: Values,
  options?: Partial<PublishedMetric>,
) => PublishedMetric;

function recordMetrics(fourTimes: Make): PublishedMetric[] {
  return [
    fourTimes('numRecordsIn', ({ moment }) => [
      Math.round(moment.recordsInPerSecond * 60),
    ]),
    fourTimes('numRecordsOut', ({ moment }) => [
      Math.round(moment.recordsOutPerSecond * 60),
    ]),
    fourTimes('numRecordsInPerSecond', ({ moment }) => [
      moment.recordsInPerSecond,
    ]),
    fourTimes('numRecordsOutPerSecond', ({ moment }) => [
      moment.recordsOutPerSecond,
    ]),
    fourTimes('numLateRecordsDropped', ({ moment }) => [
      moment.numLateRecordsDropped,
    ]),
  ];
}

function pressureMetrics(metric: Make): PublishedMetric[] {
  const ofVertices =
    (read: (vertex: VertexReading) => number): Values =>
    ({ moment }) =>
      [...moment.vertices.values()].map(read);
  return [
    metric(
      'backPressuredTimeMsPerSecond',
      ofVertices(vertex => vertex.backPressuredTimeMsPerSecond),
    ),
    metric(
      'busyTimeMsPerSecond',
      ofVertices(vertex => vertex.busyTimeMsPerSecond),
    ),
    metric(
      'idleTimeMsPerSecond',
      ofVertices(vertex => vertex.idleTimeMsPerSecond),
    ),
  ];
}

type VertexReading = Sampled['moment']['vertices'] extends ReadonlyMap<
  string,
  infer Vertex
>
  ? Vertex
  : never;

function sourceMetrics(
  { facts, job }: ManagedApplication,
  flink: number,
  gauge: (
    name: string,
    read: Read,
    options?: Partial<PublishedMetric>,
  ) => PublishedMetric,
): PublishedMetric[] {
  if (!job) {
    return [];
  }
  if (job.source.kind === 'kinesis') {
    const dimensions = {
      Application: facts.name,
      Id: job.source.name,
      Flow: 'Input',
    };
    const behind = gauge(
      'millisBehindLatest',
      ({ moment }) => moment.millisBehindLatest,
      { dimensions },
    );
    return flink >= 2
      ? [behind]
      : [
          behind,
          gauge(
            'bytesRequestedPerFetch',
            ({ moment }) => Math.round(moment.recordsInPerSecond * 410),
            { dimensions },
          ),
        ];
  }
  return [
    // The slowest partition of eight carries somewhat more than its share.
    gauge('records_lag_max', ({ moment }) =>
      Math.round((moment.pendingRecords / 8) * 1.3),
    ),
    gauge(
      'bytes_consumed_rate',
      ({ moment }) => moment.recordsInPerSecond * 410,
    ),
    gauge(
      'commitsSucceeded',
      ({ moment }) => moment.numberOfCompletedCheckpoints,
    ),
    gauge('commitsFailed', () => 0),
  ];
}

function taskMetrics(
  vertex: SimulatedVertex,
  named: { readonly Application: string },
  metric: Make,
): PublishedMetric[] {
  const dimensions = { ...named, Task: vertex.name.replaceAll(' ', '_') };
  const of = (
    name: string,
    read: (reading: VertexReading) => number,
    copies = 1,
  ) =>
    metric(
      name,
      ({ moment }) => {
        const reading = moment.vertices.get(vertex.id);
        return reading ? [read(reading)] : [];
      },
      { dimensions, copies },
    );
  return [
    of('numRecordsIn', one => Math.round(one.recordsInPerSecond * 60), 4),
    of('numRecordsOut', one => Math.round(one.recordsOutPerSecond * 60), 4),
    of('numRecordsInPerSecond', one => one.recordsInPerSecond, 4),
    of('numRecordsOutPerSecond', one => one.recordsOutPerSecond, 4),
    of('backPressuredTimeMsPerSecond', one => one.backPressuredTimeMsPerSecond),
    of('busyTimeMsPerSecond', one => one.busyTimeMsPerSecond),
    of('idleTimeMsPerSecond', one => one.idleTimeMsPerSecond),
  ];
}
