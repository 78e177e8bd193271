import type { TemplateRun } from './TemplateRun';
import { summarizeRuns } from './summarizeRuns';

const START_MS = Date.parse('2026-11-26T10:00:00Z');

/** A run that took these seconds to reach each milestone after the one before. */
const run = (
  id: string,
  steps: Partial<Record<TemplateRun['milestones'][number]['id'], number>>,
  change: Partial<TemplateRun> = {},
): TemplateRun => {
  let atMs = START_MS;
  const milestones = Object.entries(steps).map(([step, seconds]) => {
    atMs += seconds * 1000;
    return { id: step as TemplateRun['milestones'][number]['id'], atMs };
  });
  return {
    id,
    template: 'managed-java',
    templateVersion: '1.0.0',
    applicationId: 'managed:111122223333/us-east-1/orders',
    startedAtMs: START_MS,
    endedAtMs: atMs + 2_000,
    outcome: 'firstCheckpoint',
    milestones,
    ...change,
  };
};

describe('the time to the first checkpoint', () => {
  it('is counted from the form to the checkpoint, not to the poll that saw it', () => {
    const [summary] = summarizeRuns([
      run('1', { repository: 5, ci: 60, running: 20, firstCheckpoint: 15 }),
    ]);

    expect(summary).toMatchObject({ p50Ms: 100_000, p90Ms: 100_000 });
  });

  it('has a median and a 90th percentile that some run really took', () => {
    const runs = Array.from({ length: 10 }, (_, index) =>
      run(`${index}`, { firstCheckpoint: (index + 1) * 10 }),
    );

    expect(summarizeRuns(runs)[0]).toMatchObject({
      p50Ms: 50_000,
      p90Ms: 90_000,
    });
  });

  it('names the step that takes longest', () => {
    const [summary] = summarizeRuns([
      run('1', { repository: 5, ci: 60, running: 20, firstCheckpoint: 15 }),
      run('2', { repository: 4, ci: 70, running: 30, firstCheckpoint: 90 }),
      run('3', { repository: 4, ci: 80, running: 10, firstCheckpoint: 15 }),
    ]);

    expect(summary.slowestStep).toBe('ci');
    expect(summary.steps).toEqual([
      { id: 'repository', p50Ms: 4_000, p90Ms: 5_000 },
      { id: 'ci', p50Ms: 70_000, p90Ms: 80_000 },
      { id: 'running', p50Ms: 20_000, p90Ms: 30_000 },
      { id: 'firstCheckpoint', p50Ms: 15_000, p90Ms: 90_000 },
    ]);
  });

  it('leaves out what came after the checkpoint', () => {
    const [summary] = summarizeRuns([
      run('1', { running: 20, firstCheckpoint: 15, firstRecord: 60 }),
    ]);

    expect(summary).toMatchObject({ p50Ms: 35_000, slowestStep: 'running' });
    expect(summary.steps.map(({ id }) => id)).toEqual([
      'running',
      'firstCheckpoint',
    ]);
  });

  it('counts runs that failed without giving them a time', () => {
    const [summary] = summarizeRuns([
      run('1', { repository: 5 }, { outcome: 'failed' }),
    ]);

    expect(summary).toMatchObject({ runs: 1, reached: 0, steps: [] });
    expect(summary.p50Ms).toBeUndefined();
    expect(summary.slowestStep).toBeUndefined();
  });

  it('keeps versions apart, the one used last first', () => {
    const versions = summarizeRuns([
      run('1', { firstCheckpoint: 10 }),
      run('2', { firstCheckpoint: 20 }, { templateVersion: '1.1.0' }),
      run('3', { firstCheckpoint: 20 }, { template: 'eks-java' }),
    ]).map(({ template, templateVersion }) => `${template}@${templateVersion}`);

    expect(versions).toEqual([
      'eks-java@1.0.0',
      'managed-java@1.1.0',
      'managed-java@1.0.0',
    ]);
  });

  it('takes a milestone that another clock dates too early for no time, and the next from the later one', () => {
    const [summary] = summarizeRuns([
      run('1', { repository: 10, ci: -3, running: 13 }),
    ]);

    expect(summary.steps.map(({ p50Ms }) => p50Ms)).toEqual([
      10_000, 0, 10_000,
    ]);
  });
});
