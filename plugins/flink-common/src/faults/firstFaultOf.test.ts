import { firstFaultOf, type ExceptionRecord, type FaultRecord } from '.';

const SOURCE = 'CloudWatch Logs';
const ms = (time: string) => Date.parse(`2026-11-22T${time}Z`);
const at = (time: string) => new Date(ms(time)).toISOString();

const left = (time: string, to = 'RESTARTING'): FaultRecord => ({
  kind: 'leftRunning',
  at: at(time),
  to,
  source: SOURCE,
});
const checkpoint = (time: string): FaultRecord => ({
  kind: 'checkpointCompleted',
  at: at(time),
  source: SOURCE,
});
const threw = (
  time: string,
  exceptionClass: string,
  over: Partial<ExceptionRecord> = {},
): FaultRecord => ({
  kind: 'exception',
  at: at(time),
  exceptionClass,
  message: '',
  source: SOURCE,
  ...over,
});
/** A failure as a log has it: the task's exception, then the job's departure. */
const failed = (time: string, exceptionClass: string): FaultRecord[] => [
  threw(`${time}.000`, exceptionClass),
  left(`${time}.020`),
];

const POISON = 'com.acme.PoisonRecord';
const LOOP = [
  ...failed('14:02:11', POISON),
  ...failed('14:03:30', 'com.acme.Other'),
  ...failed('14:05:00', 'com.acme.Other'),
];

describe('the first fault of a loop', () => {
  it('is what failed first after the last completed checkpoint', () => {
    expect(
      firstFaultOf([checkpoint('13:58:00'), checkpoint('14:01:00'), ...LOOP]),
    ).toMatchObject({
      status: 'found',
      exceptionClass: POISON,
      at: at('14:02:11'),
      afterCheckpointAt: at('14:01:00'),
      reason:
        'It is the first failure after the checkpoint that completed at 2026-11-22 14:01:00 UTC; 2 later ones are known.',
    });
  });

  it('does not depend on the order of the records', () => {
    expect(
      firstFaultOf([...LOOP, checkpoint('14:01:00')].reverse()),
    ).toMatchObject({ status: 'found', exceptionClass: POISON });
  });

  it('is not what was thrown before the job left RUNNING', () => {
    expect(
      firstFaultOf([
        checkpoint('14:01:00'),
        threw('14:01:30', 'com.acme.RetriedByItself'),
        ...LOOP,
      ]),
    ).toMatchObject({ exceptionClass: POISON });
  });

  it('is taken from the runtime’s word on the checkpoint where records lack it', () => {
    expect(
      firstFaultOf(LOOP, {
        lastCompletedCheckpointAtMs: ms('14:01:00'),
        completeFromMs: ms('13:59:00'),
      }),
    ).toMatchObject({ status: 'found', afterCheckpointAt: at('14:01:00') });
  });

  it('is the first since the job began when no checkpoint ever completed', () => {
    expect(
      firstFaultOf(LOOP, {
        startedAtMs: ms('14:01:20'),
        completeFromMs: ms('14:01:20'),
      }),
    ).toMatchObject({
      status: 'found',
      exceptionClass: POISON,
      reason: expect.stringContaining(
        'since the job began at 2026-11-22 14:01:20',
      ),
    });
  });

  it('is the first since the run began that failed, as records tell of runs', () => {
    const started = (time: string): FaultRecord => ({
      kind: 'jobStarted',
      at: at(time),
      source: SOURCE,
    });

    expect(
      firstFaultOf([started('13:59:00'), ...LOOP, started('14:10:00')], {
        completeFromMs: ms('13:30:00'),
      }),
    ).toMatchObject({
      status: 'found',
      reason: expect.stringContaining('began at 2026-11-22 13:59:00'),
    });
    expect(
      firstFaultOf([started('13:59:00'), ...LOOP], {
        completeFromMs: ms('14:00:00'),
      }),
    ).toMatchObject({ status: 'unknown' });
  });

  it('is the first of hours when a loop from one checkpoint is slow', () => {
    expect(
      firstFaultOf([
        checkpoint('10:00:00'),
        ...failed('10:10:00', POISON),
        ...failed('11:30:00', 'com.acme.Other'),
      ]),
    ).toMatchObject({ at: at('10:10:00') });
  });

  it('is found in failures alone, as Flink’s history and the operator’s events hold them', () => {
    const inHistory = (time: string, name: string) =>
      threw(time, name, { source: 'Flink REST' });

    expect(
      firstFaultOf([
        inHistory('14:02:11', POISON),
        inHistory('14:03:30', 'com.acme.Other'),
        { ...checkpoint('14:01:00'), source: 'Flink REST' },
      ]),
    ).toMatchObject({
      status: 'found',
      exceptionClass: POISON,
      reason: expect.stringContaining('1 later one is known'),
    });
  });
});

describe('the noise of a loop', () => {
  const onlyNoise = (...noise: FaultRecord[]) => [
    checkpoint('14:01:00'),
    ...noise,
    left('14:02:11'),
  ];

  it.each<[string, FaultRecord]>([
    [
      'partial recovery',
      threw('14:02:11', 'java.lang.UnsupportedOperationException', {
        message: 'Partial recovery is not supported',
      }),
    ],
    [
      'splits that cannot be given back',
      threw('14:02:11', 'java.lang.UnsupportedOperationException', {
        stack: '\tat KinesisStreamsSourceEnumerator.addSplitsBack(X.java:1)',
      }),
    ],
    [
      'a task that was told to end',
      threw(
        '14:02:11',
        'org.apache.flink.runtime.execution.CancelTaskException',
      ),
    ],
    [
      'an interrupted thread',
      threw('14:02:11', 'java.lang.InterruptedException'),
    ],
    [
      'a checkpoint that the restart broke off',
      threw(
        '14:02:11',
        'org.apache.flink.runtime.checkpoint.CheckpointException',
        {
          message: 'Checkpoint Coordinator is suspending.',
        },
      ),
    ],
  ])('is no cause: %s', (_what, noise) => {
    expect(
      firstFaultOf([...onlyNoise(noise), threw('14:02:12', POISON)]),
    ).toMatchObject({ status: 'found', exceptionClass: POISON });
    expect(firstFaultOf(onlyNoise(noise))).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('only echoes'),
    });
  });

  it('keeps an unsupported operation of the job’s own', () => {
    expect(
      firstFaultOf(
        onlyNoise(threw('14:02:11', 'java.lang.UnsupportedOperationException')),
      ),
    ).toMatchObject({ status: 'found' });
  });

  const HEARTBEAT = threw('14:02:11', 'java.util.concurrent.TimeoutException', {
    message: 'Heartbeat of TaskManager with id tm-1 timed out.',
  });

  it('is a heartbeat that timed out after something ended the TaskManager', () => {
    expect(
      firstFaultOf(
        onlyNoise(threw('14:01:20', 'java.lang.OutOfMemoryError'), HEARTBEAT),
      ),
    ).toMatchObject({ exceptionClass: 'java.lang.OutOfMemoryError' });
  });

  it('is a lost connection when its reason is written moments later', () => {
    expect(
      firstFaultOf(
        onlyNoise(HEARTBEAT, threw('14:02:15', 'java.lang.OutOfMemoryError')),
      ),
    ).toMatchObject({ exceptionClass: 'java.lang.OutOfMemoryError' });
  });

  it('is not a heartbeat that nothing explains', () => {
    expect(firstFaultOf(onlyNoise(HEARTBEAT))).toMatchObject({
      status: 'found',
      exceptionClass: 'java.util.concurrent.TimeoutException',
    });
  });
});

describe('a loop in which checkpoints complete', () => {
  const OOM = 'java.lang.OutOfMemoryError';

  it('has as its first fault the first of the present series', () => {
    expect(
      firstFaultOf(
        [
          ...failed('09:00:00', 'com.acme.LongAgo'),
          ...failed('13:00:00', OOM),
          checkpoint('13:05:00'),
          ...failed('13:12:00', OOM),
          checkpoint('13:20:00'),
          ...failed('13:24:00', OOM),
        ],
        { completeFromMs: ms('08:00:00') },
      ),
    ).toMatchObject({
      status: 'found',
      at: at('13:00:00'),
      reason: expect.stringContaining('no loop from one checkpoint'),
    });
  });

  it('goes back over two failures without a checkpoint when they are the same', () => {
    expect(
      firstFaultOf([
        ...failed('13:00:00', OOM),
        checkpoint('13:05:00'),
        ...failed('13:12:00', OOM),
        ...failed('13:13:00', OOM),
      ]),
    ).toMatchObject({ at: at('13:00:00') });
  });

  it('is left for a new trouble that began after the last checkpoint', () => {
    expect(
      firstFaultOf([
        ...failed('13:00:00', OOM),
        checkpoint('13:05:00'),
        ...failed('13:12:00', POISON),
        ...failed('13:13:00', 'com.acme.Other'),
      ]),
    ).toMatchObject({
      exceptionClass: POISON,
      afterCheckpointAt: at('13:05:00'),
    });
  });

  it('cannot be told when an hour before it is not known', () => {
    expect(
      firstFaultOf(
        [
          ...failed('13:00:00', OOM),
          checkpoint('13:05:00'),
          ...failed('13:12:00', OOM),
        ],
        { completeFromMs: ms('12:30:00') },
      ),
    ).toMatchObject({ status: 'unknown' });
  });
});

describe('when it cannot be told', () => {
  it('says that what was read begins in the middle, and shows the oldest failure as no more than that', () => {
    expect(
      firstFaultOf(LOOP, {
        completeFromMs: ms('14:02:00'),
        lastCompletedCheckpointAtMs: ms('13:40:00'),
      }),
    ).toMatchObject({
      status: 'unknown',
      exceptionClass: POISON,
      reason:
        'What could be read begins at 2026-11-22 14:02:00 UTC, in the middle of the loop, so the first fault cannot be told; shown is the oldest failure known.',
    });
  });

  it('is told after all when a quiet hour lies before the first failure', () => {
    expect(
      firstFaultOf(LOOP, { completeFromMs: ms('13:02:00') }),
    ).toMatchObject({
      status: 'found',
      reason: expect.stringContaining('nothing failed in the hour before it'),
    });
  });

  it('does not show a later failure as the first', () => {
    expect(
      firstFaultOf([
        checkpoint('14:01:00'),
        left('14:02:11'),
        ...failed('14:03:30', POISON),
      ]),
    ).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('of a later failure'),
    });
  });

  it('does not invent an exception', () => {
    const fault = firstFaultOf([checkpoint('14:01:00'), left('14:02:11')]);
    expect(fault).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('no exception was written'),
    });
    expect(fault.exceptionClass).toBeUndefined();
  });
});

describe('when nothing fails', () => {
  it('says so', () => {
    expect(
      firstFaultOf([checkpoint('14:01:00')], {
        completeFromMs: ms('13:00:00'),
      }),
    ).toEqual({
      status: 'none',
      reason:
        'Nothing made the job leave RUNNING since 2026-11-22 13:00:00 UTC.',
    });
  });

  it('does not take an exception in the log for a failure of the job', () => {
    expect(firstFaultOf([threw('14:02:11', POISON)])).toMatchObject({
      status: 'none',
      reason: expect.stringContaining('did not end it'),
    });
  });

  const once = [checkpoint('10:01:00'), ...failed('10:02:11', POISON)];

  it('calls a trouble over when the job has run for an hour since', () => {
    expect(
      firstFaultOf(once, {
        runningSinceMs: ms('10:02:40'),
        untilMs: ms('12:00:00'),
      }),
    ).toMatchObject({ status: 'none' });
  });

  it('does not call it over while the job does not run', () => {
    expect(firstFaultOf(once, { untilMs: ms('20:00:00') })).toMatchObject({
      status: 'found',
      exceptionClass: POISON,
      reason: expect.stringContaining('no later one is known'),
    });
  });
});

describe('on a session cluster', () => {
  it('is the fault of the job that failed last, by its own checkpoints', () => {
    const of = (job: string, records: FaultRecord[]) =>
      records.map(record => ({ ...record, job }));

    expect(
      firstFaultOf(
        [
          ...of('clicks', [checkpoint('14:01:00'), ...LOOP]),
          ...of('views', [
            ...failed('13:50:00', 'com.acme.Views'),
            checkpoint('14:04:00'),
          ]),
        ],
        { lastCompletedCheckpointAtMs: ms('14:04:00') },
      ),
    ).toMatchObject({
      status: 'found',
      exceptionClass: POISON,
      afterCheckpointAt: at('14:01:00'),
    });
  });
});
