import { JobMoment, SimulatedJob, SimulatedVertex } from '../world/types';
import { FlinkCluster } from './flink-cluster';
import { taskRates } from './task-rates';

const TASK_STATES = [
  'INITIALIZING',
  'CREATED',
  'SCHEDULED',
  'DEPLOYING',
  'RUNNING',
  'FINISHED',
  'CANCELING',
  'CANCELED',
  'FAILED',
  'RECONCILING',
];

const TERMINAL = ['FINISHED', 'CANCELED', 'FAILED'];

/** What a job's tasks do while the job is in a state. */
export function taskState(status: JobMoment['status']): string {
  switch (status) {
    case 'RUNNING':
    case 'FINISHED':
    case 'CANCELED':
    case 'FAILED':
    case 'RECONCILING':
      return status;
    case 'CANCELLING':
    case 'FAILING':
      return 'CANCELING';
    case 'RESTARTING':
      return 'CANCELED';
    default:
      return 'CREATED';
  }
}

/** Tasks per state, every state named. */
export function taskCounts(state: string, tasks: number): object {
  return Object.fromEntries(
    TASK_STATES.map(name => [name.toLowerCase(), name === state ? tasks : 0]),
  );
}

/** Parallelism in force: what the autoscaler set, within the vertex's own bound. */
export function parallelismOf(
  vertex: SimulatedVertex,
  job: SimulatedJob,
  moment: JobMoment,
): number {
  const most = Math.max(1, ...job.vertices.map(item => item.parallelism));
  const scaled = Math.round((vertex.parallelism * moment.parallelism) / most);
  return Math.min(Math.max(1, scaled), vertex.maxParallelism);
}

/** Start, end and duration of a job, in Flink's terms (-1: not ended): a restart begins nothing anew. */
function lifeOfJob(moment: JobMoment, nowMs: number) {
  return lifeSince(jobStartMs(moment), moment, nowMs);
}

/** When the run of a job began, epoch ms. */
export function jobStartMs(moment: JobMoment): number {
  return moment.runStartedAtMs ?? moment.startedAtMs ?? moment.statusSinceMs;
}

/** Start, end and duration of tasks, in Flink's terms: every restart is an execution of its own. */
export function lifeOf(moment: JobMoment, nowMs: number) {
  return lifeSince(moment.startedAtMs ?? moment.statusSinceMs, moment, nowMs);
}

function lifeSince(start: number, moment: JobMoment, nowMs: number) {
  const ended = TERMINAL.includes(moment.status);
  const end = ended ? moment.statusSinceMs : -1;
  return { start, end, duration: Math.max(0, (ended ? end : nowMs) - start) };
}

/** `GET /jobs` */
export function jobIds(cluster: FlinkCluster): object {
  const now = cluster.nowMs();
  return {
    jobs: cluster
      .jobs()
      .map(job => ({ id: job.jobId, status: job.at(now).status })),
  };
}

/** `GET /jobs/overview` */
export function jobsOverview(cluster: FlinkCluster): object {
  const now = cluster.nowMs();
  return {
    jobs: cluster.jobs().map(job => {
      const moment = job.at(now);
      const { start, end, duration } = lifeOfJob(moment, now);
      const tasks = job.vertices.reduce(
        (sum, vertex) => sum + parallelismOf(vertex, job, moment),
        0,
      );
      return {
        jid: job.jobId,
        name: job.name,
        'start-time': start,
        'end-time': end,
        duration,
        state: moment.status,
        'last-modification': moment.statusSinceMs,
        tasks: {
          total: tasks,
          ...taskCounts(taskState(moment.status), tasks),
        },
        'pending-operators': 0,
      };
    }),
  };
}

/** `GET /overview` */
export function clusterOverview(cluster: FlinkCluster): object {
  const now = cluster.nowMs();
  const states = cluster.jobs().map(job => job.at(now).status);
  const taskManagers = cluster.taskManagers();
  const total = taskManagers.reduce((sum, item) => sum + item.slots, 0);
  const count = (...wanted: string[]) =>
    states.filter(state => wanted.includes(state)).length;
  return {
    taskmanagers: taskManagers.length,
    'taskmanagers-blocked': 0,
    'slots-total': total,
    'slots-available': Math.max(0, total - usedSlots(cluster)),
    'slots-free-and-blocked': 0,
    'jobs-running': states.length - count('FINISHED', 'CANCELED', 'FAILED'),
    'jobs-finished': count('FINISHED'),
    'jobs-cancelled': count('CANCELED'),
    'jobs-failed': count('FAILED'),
    'flink-version': cluster.flinkVersion,
    'flink-commit': 'DeadD0d',
  };
}

/** Slots the running jobs hold. */
export function usedSlots(cluster: FlinkCluster): number {
  const now = cluster.nowMs();
  return cluster
    .jobs()
    .map(job => job.at(now))
    .filter(moment => moment.status === 'RUNNING')
    .reduce((sum, moment) => sum + moment.parallelism, 0);
}

/** `GET /jobs/:jobid` */
export function jobDetails(cluster: FlinkCluster, job: SimulatedJob): object {
  const now = cluster.nowMs();
  const moment = job.at(now);
  const { start, end, duration } = lifeOfJob(moment, now);
  const state = taskState(moment.status);
  return {
    jid: job.jobId,
    name: job.name,
    isStoppable: false,
    state: moment.status,
    'job-type': job.checkpointingEnabled ? 'STREAMING' : 'BATCH',
    'start-time': start,
    'end-time': end,
    duration,
    maxParallelism: Math.max(...job.vertices.map(item => item.maxParallelism)),
    now,
    timestamps: {
      ...Object.fromEntries(
        [
          'INITIALIZING',
          'CREATED',
          'RUNNING',
          'RESTARTING',
          'FAILING',
          'FAILED',
          'CANCELLING',
          'CANCELED',
          'FINISHED',
          'SUSPENDED',
          'RECONCILING',
        ].map(name => [name, 0]),
      ),
      INITIALIZING: start,
      CREATED: start,
      [moment.status]: moment.statusSinceMs,
    },
    vertices: job.vertices.map(vertex =>
      vertexSummary(vertex, job, moment, now),
    ),
    'status-counts': Object.fromEntries(
      TASK_STATES.map(name => [name, name === state ? job.vertices.length : 0]),
    ),
    plan: planOf(job, moment),
    'pending-operators': 0,
  };
}

function vertexSummary(
  vertex: SimulatedVertex,
  job: SimulatedJob,
  moment: JobMoment,
  now: number,
): object {
  const { start, end, duration } = lifeOf(moment, now);
  const state = taskState(moment.status);
  const parallelism = parallelismOf(vertex, job, moment);
  const reading = moment.vertices.get(vertex.id);
  const rates = reading && taskRates(job.flinkVersion, reading);
  const seconds = moment.uptimeMs / 1000;
  const total = (perSecond: number | undefined) =>
    Math.round((perSecond ?? 0) * seconds);
  return {
    id: vertex.id,
    slotSharingGroupId: '0'.repeat(31).concat('1'),
    name: vertex.name,
    maxParallelism: vertex.maxParallelism,
    parallelism,
    status: state,
    'start-time': start,
    'end-time': end,
    duration,
    tasks: Object.fromEntries(
      TASK_STATES.map(name => [name, name === state ? parallelism : 0]),
    ),
    metrics: {
      'read-bytes': total((rates?.inPerSecond ?? 0) * 180),
      'read-bytes-complete': true,
      'write-bytes': total((rates?.outPerSecond ?? 0) * 180),
      'write-bytes-complete': true,
      'read-records': total(rates?.inPerSecond),
      'read-records-complete': true,
      'write-records': total(rates?.outPerSecond),
      'write-records-complete': true,
      'accumulated-backpressured-time': total(
        reading?.backPressuredTimeMsPerSecond,
      ),
      'accumulated-idle-time': total(reading?.idleTimeMsPerSecond),
      'accumulated-busy-time': Number.isNaN(reading?.busyTimeMsPerSecond ?? 0)
        ? 'NaN'
        : total(reading?.busyTimeMsPerSecond),
    },
  };
}

/** `GET /jobs/:jobid/plan`, and part of the details. */
export function planOf(job: SimulatedJob, moment: JobMoment): object {
  return {
    jid: job.jobId,
    name: job.name,
    type: job.checkpointingEnabled ? 'STREAMING' : 'BATCH',
    nodes: [...job.vertices].reverse().map(vertex => ({
      id: vertex.id,
      parallelism: parallelismOf(vertex, job, moment),
      operator: '',
      operator_strategy: '',
      description: vertex.name,
      inputs: vertex.inputs.map((id, num) => ({
        num,
        id,
        ship_strategy: 'HASH',
        exchange: 'pipelined_bounded',
      })),
      optimizer_properties: {},
    })),
  };
}

/** `GET /jobs/:jobid/config` */
export function jobConfig(cluster: FlinkCluster, job: SimulatedJob): object {
  const moment = job.at(cluster.nowMs());
  return {
    jid: job.jobId,
    name: job.name,
    'execution-config': {
      'execution-mode': 'PIPELINED',
      'restart-strategy':
        'Restart with exponential backoff (1 s initial, 60 s at most)',
      'job-parallelism': moment.parallelism,
      'object-reuse-mode': false,
      'user-config': {},
    },
  };
}
