import {
  DEFAULT_THRESHOLDS,
  judge,
  learn,
  METRIC_NAMES,
  read,
  type JudgeInput,
  type Judgement,
  type MetricName,
  type MetricSeries,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';

const APPLICATIONS = 1000;
const MINUTES = 120;
const MINUTE_MS = 60_000;
const GOAL_MS = 250;
const TASKS = ['source', 'enrich-join', 'aggregate', 'sink'];
/** Read by task where Flink’s REST API is asked. */
const BY_TASK: readonly MetricName[] = [
  'busyTimeMsPerSecond',
  'backPressuredTimeMsPerSecond',
  'currentInputWatermark',
];
const nowMs = Date.parse('2026-11-22T14:40:00Z');

/** What a value is at a minute, for an application that is well, and for every tenth that is not. */
function valueOf(
  metric: MetricName,
  application: number,
  minute: number,
): number {
  const noise = ((application * 7919 + minute * 104_729) % 97) / 97;
  const sick = application % 10 === 0;
  switch (metric) {
    case 'numRestarts':
      return sick ? Math.floor(minute / 3) : 4;
    case 'uptime':
      return sick ? (minute % 3) * MINUTE_MS : minute * MINUTE_MS;
    case 'downtime':
    case 'numberOfFailedCheckpoints':
    case 'numLateRecordsDropped':
      return 0;
    case 'numberOfCompletedCheckpoints':
      return 100 + minute;
    case 'currentInputWatermark':
    case 'currentOutputWatermark':
      return nowMs - (MINUTES - minute) * MINUTE_MS;
    case 'oldGenerationGCTime':
      return minute * 400 + noise * 100;
    case 'pendingRecords':
      return (sick ? 20_000 * minute : 900) + noise * 100;
    case 'lastCheckpointSize':
      return 2e9 + noise * 1e7;
    default:
      return (application % 10 === 1 ? 60 : 20) + noise * 40;
  }
}

function seriesOf(application: number): MetricSeries[] {
  const one = (
    metric: MetricName,
    part?: MetricSeries['part'],
  ): MetricSeries => ({
    metric,
    ...(part ? { part } : {}),
    points: Array.from({ length: MINUTES }, (_, minute) => [
      (nowMs - (MINUTES + 1 - minute) * MINUTE_MS) / 1000,
      valueOf(metric, application, minute),
    ]),
  });
  return [
    ...METRIC_NAMES.map(metric => one(metric)),
    ...BY_TASK.flatMap(metric =>
      TASKS.map(name => one(metric, { kind: 'task', name })),
    ),
  ];
}

function inputOf(application: number): JudgeInput {
  const at = new Date(nowMs - MINUTE_MS).toISOString();
  const observation: Observation = {
    application: {
      id: `kubernetes:eks-prod/bench/application-${application}`,
      runtime: 'kubernetes',
      name: `application-${application}`,
      sourceId: 'kubernetes:eks-prod',
      scope: ['eks-prod', 'bench'],
      externalId: `FlinkDeployment/bench/application-${application}`,
      labels: {},
    },
    observedAt: at,
    state: read(
      {
        phase: 'running',
        verbatim: [{ label: 'Job', value: 'RUNNING' }],
        since: new Date(nowMs - 600 * MINUTE_MS).toISOString(),
        conditions: [],
      },
      at,
    ),
    configuration: read(
      {
        workload: 'streaming',
        flinkVersion: '1.20',
        checkpointingEnabled: true,
        checkpointIntervalMs: MINUTE_MS,
        upgradeMode: 'last-state',
      },
      at,
    ),
    jobs: read(
      [
        {
          name: 'bench',
          status: 'RUNNING',
          startedAt: new Date(nowMs - 600 * MINUTE_MS).toISOString(),
          restoredCheckpoints: 1,
          lastCompletedCheckpoint: { at, durationMs: 900 },
        },
      ],
      at,
    ),
    metrics: read({ from: at, to: at, resolutionSeconds: 60, series: [] }, at),
    operations: read(
      Array.from({ length: 20 }, (_, i) => ({
        id: String(i),
        kind: 'update' as const,
        verbatim: 'SpecChanged',
        status: 'succeeded' as const,
        startedAt: new Date(nowMs - (i + 11) * 60 * MINUTE_MS).toISOString(),
        endedAt: new Date(
          nowMs - (i + 11) * 60 * MINUTE_MS + 90_000,
        ).toISOString(),
        planned: true,
      })),
      at,
    ),
    snapshots: read([], at),
    events: read([], at),
  };
  return {
    known: learn(undefined, observation),
    series: seriesOf(application),
    nowMs,
    pollIntervalMs: MINUTE_MS,
    thresholds: DEFAULT_THRESHOLDS,
  };
}

/** Judges all applications round after round, each with the memory of the round before, and prints the times. */
export function measureThousandJudgements(rounds: number): void {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const inputs = Array.from({ length: APPLICATIONS }, (_, i) => inputOf(i));
  let previous: readonly (Judgement | undefined)[] = inputs.map(
    () => undefined,
  );
  const times: number[] = [];
  const cpuTimes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now();
    const startedCpu = process.cpuUsage();
    const before = previous;
    previous = inputs.map((input, i) =>
      judge({ ...input, previous: before[i] }),
    );
    times.push(performance.now() - startedMs);
    cpuTimes.push(process.cpuUsage(startedCpu).user / 1000);
  }
  const warm = times.slice(1).sort((left, right) => left - right);
  const warmCpu = cpuTimes.slice(1).sort((left, right) => left - right);
  const verdicts = new Map<string, number>();
  for (const judgement of previous) {
    const verdict = judgement?.verdict ?? 'none';
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  }
  const median = warm[Math.floor(warm.length / 2)] ?? times[0];
  print(
    `${APPLICATIONS} applications, ${inputs[0].series.length} series of ${MINUTES} values each`,
  );
  print(
    [...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', '),
  );
  print(`first round                       ${times[0].toFixed(0)} ms`);
  print(
    `warm, median of ${String(warm.length).padEnd(18)}${median.toFixed(0)} ms`,
  );
  // On a machine that others use as well, this is the number that says something.
  const cpu = warmCpu[Math.floor(warmCpu.length / 2)] ?? cpuTimes[0];
  print(`warm, median of processor time    ${cpu.toFixed(0)} ms`);
  print(
    `warm, slowest                     ${warm[warm.length - 1]?.toFixed(0)} ms`,
  );
  print(`goal                              ${GOAL_MS} ms`);
}
