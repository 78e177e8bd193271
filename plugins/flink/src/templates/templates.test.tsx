import { screen, within } from '@testing-library/react';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { backendError, FakeFlinkApi, renderWithFlink } from '../__testUtils__';
import { TemplatesContent } from './TemplatesContent';
import { TemplatesLink } from './TemplatesLink';

const RUN: flinkApi.TemplateRun = {
  id: '1',
  template: 'managed-java',
  templateVersion: '1.0.0',
  applicationId: 'managed:444455556666/us-east-1/orders',
  startedAt: '2026-11-26T11:00:00Z',
  endedAt: '2026-11-26T11:01:30Z',
  outcome: 'firstCheckpoint',
  milestones: [
    { id: 'repository', at: '2026-11-26T11:00:05Z' },
    { id: 'firstCheckpoint', at: '2026-11-26T11:01:25Z' },
    { id: 'firstRecord', at: '2026-11-26T11:01:30Z' },
  ],
};
const REPORT: flinkApi.TemplateRunReport = {
  since: '2026-08-28T00:00:00Z',
  versions: [
    {
      template: 'managed-java',
      templateVersion: '1.0.0',
      runs: 3,
      reached: 2,
      p50Ms: 85_000,
      p90Ms: 120_000,
      slowestStep: 'ci',
      steps: [
        { id: 'repository', p50Ms: 5_000, p90Ms: 6_000 },
        { id: 'ci', p50Ms: 60_000, p90Ms: 90_000 },
      ],
      lastRunAt: '2026-11-26T11:01:30Z',
    },
  ],
  recent: [
    RUN,
    {
      ...RUN,
      id: '2',
      outcome: 'failed',
      failure: 'CI failed: 3 tests',
      milestones: [RUN.milestones[0]],
    },
  ],
};

async function show(report: () => Promise<flinkApi.TemplateRunReport>) {
  const api = new FakeFlinkApi();
  api.getTemplateRuns.mockImplementation(report);
  await renderWithFlink(<TemplatesContent />, api);
}

describe('the templates’ times', () => {
  it('say how many runs came how far in which time, and where it went', async () => {
    await show(async () => REPORT);

    const table = await screen.findByRole('table', {
      name: 'Time to the first checkpoint by template',
    });
    expect(table).toHaveTextContent('managed-java 1.0.0');
    expect(table).toHaveTextContent('2 of 3');
    expect(table).toHaveTextContent('1 min 25 s');
    expect(table).toHaveTextContent('CI takes longest: 1 min');
    expect(
      within(table).getByRole('img', { name: 'Repository 5 s, CI 1 min' }),
    ).toBeInTheDocument();
  });

  it('say of each run how it ended, and where it stopped', async () => {
    await show(async () => REPORT);

    const runs = await screen.findByRole('table', {
      name: 'Newest runs of templates',
    });
    expect(runs).toHaveTextContent('First checkpoint after 1 min 25 s');
    expect(runs).toHaveTextContent('Failed after Repository');
    expect(runs).toHaveTextContent('CI failed: 3 tests');
  });

  it('say that no template was used', async () => {
    const since = new Date(Date.now() - 90 * 24 * 60 * 60_000).toISOString();
    await show(async () => ({ since, versions: [], recent: [] }));

    expect(
      await screen.findByText(/No template made a job in the last 90 days/),
    ).toBeInTheDocument();
  });

  it('say which permission is missing, and lead nobody there without it', async () => {
    const api = new FakeFlinkApi();
    api.getTemplateRuns.mockRejectedValue(await backendError(403, 'no'));
    await renderWithFlink(
      <>
        <TemplatesLink href="/flink/templates" />
        <TemplatesContent />
      </>,
      api,
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'flink.template-run.read',
    );
    expect(screen.queryByRole('link', { name: 'Templates' })).toBeNull();
  });
});
