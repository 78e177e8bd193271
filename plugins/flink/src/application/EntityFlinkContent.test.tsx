import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  application,
  applicationDetail,
  backendError,
  byVerdict,
  degraded,
  FakeFlinkApi,
  minutesAgo,
  renderWithFlink,
} from '../__testUtils__';
import { EntityFlinkContent } from './EntityFlinkContent';

const calm = application({ id: 'kubernetes:eks/a/calm', name: 'calm' });

async function renderTab(options: {
  items?: flinkApi.ApplicationSummary[];
  detail?: Partial<flinkApi.ApplicationDetail>;
  path?: string;
}) {
  const api = new FakeFlinkApi();
  api.getEntityApplications.mockResolvedValue({
    items: options.items ?? [degraded],
    unresolved: [],
    suggestions: [],
  });
  api.getApplication.mockImplementation(async id =>
    applicationDetail({ id, ...options.detail }),
  );
  await renderWithFlink(<EntityFlinkContent />, api, { path: options.path });
  return api;
}

const open = async (name: RegExp) =>
  userEvent.click(await screen.findByRole('tab', { name }));

describe('the tab of an entity', () => {
  it('shows findings with evidence, limit and next step', async () => {
    await renderTab({});
    const findings = await screen.findByRole('list', { name: 'Findings' });
    expect(findings).toHaveTextContent('Makes it Degraded · symptom · since');
    expect(findings).toHaveTextContent(
      'value 1.4 M records · limit 200 k records',
    );
    expect(findings).toHaveTextContent('pendingRecords: 1.4 M records');
    expect(
      within(findings).getByRole('link', { name: /What this means/ }),
    ).toHaveAttribute('href', '/bound/flink/rules/lag-growing');
  });

  it('keeps the rules that were not assessed closed but counted', async () => {
    await renderTab({});
    const summary = await screen.findByText('1 rule was not assessed');
    expect(summary.closest('details')).not.toHaveAttribute('open');
  });

  it('leads from what was not assessed to its rule', async () => {
    await renderTab({});
    await userEvent.click(await screen.findByText('1 rule was not assessed'));
    expect(screen.getByRole('link', { name: 'No output' })).toHaveAttribute(
      'href',
      '/bound/flink/rules/no-output',
    );
  });

  it('shows what happened and how long it was well', async () => {
    await renderTab({});
    expect(
      await screen.findByRole('list', { name: 'Timeline of orders-enrich' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('table', { name: 'Time in each verdict' }),
    ).toBeInTheDocument();
  });

  it('asks for exceptions only when they are opened', async () => {
    const api = await renderTab({
      detail: {
        firstFault: {
          at: minutesAgo(38),
          exceptionClass: 'java.lang.NullPointerException',
          message: 'x is null',
        },
      },
    });
    await screen.findByRole('tab', { name: 'Exceptions (first fault)' });
    expect(api.getApplicationExceptions).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('link', { name: 'First fault' }));
    expect(
      await screen.findByRole('region', { name: /^First fault/ }),
    ).toBeInTheDocument();
    expect(api.getApplicationExceptions).toHaveBeenCalledTimes(1);
  });

  it('shows the configuration', async () => {
    await renderTab({});
    expect(await screen.findByText('FLINK-1_20')).toBeInTheDocument();
    expect(screen.getByText('(replaced)')).toBeInTheDocument();
    expect(
      screen.getByText('Runtime properties: FlinkApplicationProperties (2)'),
    ).toBeInTheDocument();
  });

  it('shows operations with result and failure', async () => {
    await renderTab({});
    await open(/Operations \(1\)/);
    expect(screen.getByTestId('address')).toHaveTextContent(
      'section=operations',
    );
    const table = screen.getByRole('table', { name: /Operations/ });
    const cells = within(table)
      .getAllByRole('cell')
      .map(cell => cell.textContent);
    expect(cells[0]).toBe('update (UpdateApplication): v41 deployed, by kira');
    expect(cells[1]).toBe('yes');
    expect(cells[3]).toBe('3 min');
    expect(cells[4]).toBe('failed');
    expect(cells[5]).toBe('the new code could not start');
  });

  it('shows snapshots with age and size', async () => {
    await renderTab({});
    await open(/Snapshots \(1\)/);
    expect(screen.getByRole('table')).toHaveTextContent(
      /pre-update-1355snapshot46 min ago.*2.1 GiBready/,
    );
  });

  it('says what no snapshot means', async () => {
    await renderTab({ detail: { snapshots: [] } });
    await open(/Snapshots/);
    expect(
      screen.getByText(/^None taken\. If this job stops now/),
    ).toBeInTheDocument();
  });

  it('never shows an unreadable list as an empty one', async () => {
    await renderTab({
      detail: {
        snapshots: [],
        parts: [
          {
            part: 'snapshots',
            status: 'unreadable',
            reason: 'denied',
            lastGoodAt: minutesAgo(60),
          },
        ],
      },
    });
    await open(/^Snapshots$/);
    expect(
      within(screen.getByRole('tabpanel')).getByText(
        /Cannot read snapshots: access is denied/,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText(/None taken/)).not.toBeInTheDocument();
  });

  it('does not call an application without findings sound when it is Unknown', async () => {
    await renderTab({
      detail: { ...byVerdict.Unknown, findings: [], topFinding: undefined },
    });
    expect(
      await screen.findByText('None, because health could not be assessed.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/No rule is broken/)).not.toBeInTheDocument();
  });

  it('shows events of Kubernetes and no such section elsewhere', async () => {
    await renderTab({
      detail: {
        runtime: 'kubernetes',
        parts: [{ part: 'events', status: 'read' }],
        events: [
          {
            at: minutesAgo(3),
            type: 'warning',
            reason: 'BackOff',
            message: 'Back-off restarting failed container',
            count: 7,
            object: 'Pod/orders-1',
          },
        ],
      },
    });
    await open(/Events \(1\)/);
    expect(screen.getByRole('table')).toHaveTextContent('BackOff');
  });

  it('has no events for the managed runtime', async () => {
    await renderTab({});
    await screen.findByRole('tab', { name: /Overview/ });
    expect(screen.queryByRole('tab', { name: /Events/ })).toBeNull();
  });

  it('lists the jobs of a session cluster', async () => {
    await renderTab({
      detail: {
        workload: 'sessionCluster',
        jobs: [{ name: 'clicks', status: 'RUNNING', parallelism: 2 }],
      },
    });
    expect(
      await screen.findByRole('table', { name: 'Jobs' }),
    ).toHaveTextContent('clicksRUNNINGnot read2not read');
  });

  it('moves between sections by keyboard', async () => {
    await renderTab({});
    const overview = await screen.findByRole('tab', { name: /Overview/ });
    overview.focus();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    expect(screen.getByRole('tab', { name: 'Metrics' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });
});

describe('the tab of an entity with several applications', () => {
  it('opens the worst and keeps a choice in the URL', async () => {
    const api = await renderTab({ items: [calm, degraded] });
    await screen.findByRole('tab', { name: /Overview/ });
    expect(api.getApplication).toHaveBeenLastCalledWith(degraded.id);
    fireEvent.mouseDown(screen.getByLabelText('Application (2)'));
    await userEvent.click(screen.getByRole('option', { name: /^calm/ }));
    expect(screen.getByTestId('address')).toHaveTextContent(
      '/?application=kubernetes%3Aeks%2Fa%2Fcalm',
    );
    await waitFor(() =>
      expect(api.getApplication).toHaveBeenLastCalledWith(calm.id),
    );
  });

  it('says when the URL names another application', async () => {
    const api = await renderTab({
      items: [calm, degraded],
      path: '/?application=managed%3A1%2Fx%2Fother',
    });
    expect(
      await screen.findByText(
        /The address names an application that this component/,
      ),
    ).toBeInTheDocument();
    expect(api.getApplication).not.toHaveBeenCalled();
  });

  it('explains a refusal', async () => {
    const api = new FakeFlinkApi();
    api.getEntityApplications.mockRejectedValue(await backendError(403, 'no'));
    await renderWithFlink(<EntityFlinkContent />, api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not read',
    );
  });
});
