import type { JobLoad } from '../newJob';
import { sizeJob } from './sizeJob';

const standards = {
  checkpointIntervalMs: { seconds: 10_000, minutes: 60_000 },
};

function size(load: Partial<JobLoad>) {
  return sizeJob(
    {
      expectedMBps: 1,
      stateGB: 0,
      partitions: 256,
      latency: 'minutes',
      work: 'usual',
      ...load,
    },
    standards,
  );
}

describe('sizeJob', () => {
  it.each([
    // MB/s, work, state, parallelism, KPUs
    ['a small job', { expectedMBps: 0.1 }, 2, 2],
    ['5 MB/s', { expectedMBps: 5 }, 2, 2],
    ['15 MB/s', { expectedMBps: 15 }, 4, 4],
    ['30 MB/s', { expectedMBps: 30 }, 8, 8],
    [
      '10 MB/s of light work',
      { expectedMBps: 10, work: 'light' as const },
      3,
      2,
    ],
    [
      '15 MB/s of light work',
      { expectedMBps: 15, work: 'light' as const },
      4,
      2,
    ],
    [
      '10 MB/s of heavy work',
      { expectedMBps: 10, work: 'heavy' as const },
      7,
      7,
    ],
    ['much state', { stateGB: 22.5 }, 13, 13],
  ])('sizes %s', (_name, load, parallelism, kpus) => {
    expect(size(load)).toMatchObject({
      parallelism,
      managed: {
        kpus,
        parallelismPerKpu: 'work' in load && load.work === 'light' ? 2 : 1,
      },
      warnings: [],
    });
  });

  it('needs no more than arithmetic without rounding errors says', () => {
    // 1.3 has no exact binary form.
    for (let need = 1; need <= 150; need += 1) {
      expect(size({ expectedMBps: need * 5 }).parallelism).toBe(
        Math.ceil((need * 13) / 10),
      );
    }
  });

  it('does not read with more subtasks than the source has partitions, and warns', () => {
    const { parallelism, managed, warnings, reasons } = size({
      expectedMBps: 30,
      partitions: 3,
    });

    expect(parallelism).toBe(3);
    expect(managed.kpus).toBe(3);
    expect(warnings).toEqual([
      'The load needs parallelism 8, but the source has only 3 partitions; more subtasks would read nothing. Add partitions, or expect the job to fall behind at the peak.',
    ]);
    expect(reasons.at(-1)).toBe('limited to 3: the source has 3 partitions');
  });

  it('speaks of one partition as one', () => {
    expect(size({ partitions: 1 }).warnings[0]).toContain('only 1 partition;');
  });

  it('does not warn of partitions that are just enough', () => {
    expect(size({ expectedMBps: 30, partitions: 8 }).warnings).toEqual([]);
  });

  it.each([
    [2, 120],
    [12, 120],
    [13, 180],
    [256, 2880],
  ])('leaves parallelism %d room to grow to %d', (parallelism, most) => {
    expect(
      size({ expectedMBps: 1000, work: 'heavy', partitions: parallelism })
        .maxParallelism,
    ).toBe(most);
  });

  it.each([
    [2, 1],
    [3, 2],
    [8, 4],
  ])('puts parallelism %d on %d TaskManagers', (parallelism, taskManagers) => {
    expect(
      size({ expectedMBps: 1000, partitions: parallelism }).eks.taskManagers,
    ).toBe(taskManagers);
  });

  it.each([
    ['seconds', 10_000],
    ['minutes', 60_000],
  ] as const)('checkpoints for results in %s', (latency, intervalMs) => {
    expect(size({ latency }).checkpointIntervalMs).toBe(intervalMs);
  });

  it('says what decided', () => {
    expect(size({ expectedMBps: 30 }).reasons).toEqual([
      '30 MB/s need 6 KPU at 5 MB/s each, at least 1',
      '6 KPU × 1 per KPU × 1.3 headroom = parallelism 8',
    ]);
    expect(size({ stateGB: 9 }).reasons[0]).toBe(
      '9 GB of state need 4 KPU at 2.25 GB each',
    );
  });
});
