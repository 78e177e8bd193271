import { createMockDirectory } from '@backstage/backend-test-utils';
import type { JobPlan } from '@flink-portal/backstage-plugin-flink-common';
import { exampleInput } from '../__testUtils__/exampleInput';
import { examplePlan } from '../__testUtils__/examplePlan';
import { config } from '../__testUtils__/examplePlatform';
import { runAction } from '../__testUtils__/runAction';
import { createJobChangeAction } from './createJobChangeAction';
import { examples } from './jobChange.examples';

const workspace = createMockDirectory();
const action = createJobChangeAction({
  config,
  now: () => Date.parse('2026-11-26T12:00:00Z'),
});
const upgrade = exampleInput(action, examples[0]);
const resize = exampleInput(action, examples[1]);

async function change(kept: unknown, input = upgrade) {
  workspace.setContent({
    repository: {
      '.flink': {
        'job.json': typeof kept === 'string' ? kept : JSON.stringify(kept),
      },
    },
  });
  const { outputs, log } = await runAction(action, input, {
    workspacePath: workspace.path,
  });
  return {
    ...(outputs as { oldPlan: JobPlan; newPlan: JobPlan; summary: string }),
    log,
  };
}

describe('flink:job:change', () => {
  it('plans another Flink version and gives both plans', async () => {
    const kept = examplePlan();
    const { oldPlan, newPlan } = await change(kept);

    expect(oldPlan).toEqual(JSON.parse(JSON.stringify(kept)));
    expect(newPlan.flink).toMatchObject({
      line: '2.2',
      runtimeEnvironment: 'FLINK-2_2',
    });
    expect(newPlan.form.flinkVersion).toBe('2.2');
    expect(newPlan.size).toEqual(kept.size);
  });

  it('says what changes, and what that does to the state', async () => {
    const { summary } = await change(examplePlan());

    expect(summary).toContain('| Flink | 1.20.3 | 2.2.0 |');
    expect(summary).toContain('| Java | 11 | 17 |');
    expect(summary).not.toContain('Parallelism');
    expect(summary).toContain('Take a snapshot before');
    expect(summary).toContain('From Flink 1.x to 2.x state');
    expect(summary).not.toContain('SQL:');
  });

  it('warns of the plans of SQL', async () => {
    const { summary } = await change(examplePlan({ language: 'sql' }));

    expect(summary).toContain('- SQL: another Flink version');
  });

  it('plans another size and says nothing of the state', async () => {
    const kept = examplePlan();
    const { newPlan, summary } = await change(kept, resize);

    expect(newPlan.size.parallelism).toBe(6);
    expect(newPlan.flink).toEqual(kept.flink);
    expect(summary).toContain('| Parallelism | 2 | 6 |');
    expect(summary).toContain('| KPUs | 2 | 6 |');
    expect(summary).toContain('| Checkpoint interval | 60 s | 10 s |');
    expect(summary).not.toContain('### State');
  });

  it('keeps the greatest parallelism, which is part of the state', async () => {
    const { newPlan } = await change(examplePlan(), {
      ...resize,
      load: { ...resize.load, expectedMBps: 60 },
    });

    expect(newPlan.size).toMatchObject({
      parallelism: 16,
      maxParallelism: 120,
    });
  });

  it('refuses a size that the state cannot be spread over', async () => {
    const kept = examplePlan();
    await expect(
      change({ ...kept, size: { ...kept.size, maxParallelism: 4 } }, resize),
    ).rejects.toThrow(
      '- load: The load needs parallelism 6, but the state of this job was written for 4 at most.',
    );
  });

  it('refuses a version that cannot read the state', async () => {
    await expect(
      change(examplePlan({ flinkVersion: '2.2' }), {
        ...upgrade,
        flinkVersion: '1.20',
      }),
    ).rejects.toThrow(
      '- flinkVersion: Flink 1.20 cannot read the state that 2.2 wrote.',
    );
  });

  it('keeps the entities the repository brought along', async () => {
    const kept = examplePlan();
    const { newPlan } = await change({
      ...kept,
      catalog: { ...kept.catalog, resources: [] },
    });

    expect(newPlan.catalog.resources).toEqual([]);
  });

  it('keeps where the repository is and what made it', async () => {
    const kept = examplePlan();
    const { newPlan } = await change(kept);

    expect(newPlan.repository).toEqual(kept.repository);
    expect(newPlan.template).toEqual(kept.template);
  });

  it('says what breaks a standard', async () => {
    await expect(
      change(examplePlan(), { ...upgrade, flinkVersion: '1.15' }),
    ).rejects.toThrow(
      'orders-enricher cannot be changed like this.\n- flinkVersion: Flink 1.15 is not offered here',
    );
  });

  it('refuses a repository that no template made', async () => {
    workspace.setContent({ repository: {} });

    await expect(
      runAction(action, upgrade, { workspacePath: workspace.path }),
    ).rejects.toThrow('The repository has no .flink/job.json');
  });

  it.each([
    ['{', 'SyntaxError'],
    [{ form: {} }, 'form.target'],
  ])('refuses the plan %j', async (kept, why) => {
    await expect(change(kept)).rejects.toThrow(why);
  });

  it('refuses to change nothing', async () => {
    await expect(
      change(examplePlan(), { repositoryPath: 'repository' }),
    ).rejects.toThrow('there is nothing to change');
  });

  it('names what is wrong with a load', async () => {
    await expect(
      change(examplePlan(), { ...resize, load: { partitions: 0 } }),
    ).rejects.toThrow(/\n- load\.partitions: /);
  });
});
