import {
  VERDICTS,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  application,
  backendError,
  byVerdict,
  degraded,
  FakeFlinkApi,
  applicationDetail,
  renderWithFlink,
} from '../__testUtils__';
import { EntityFlinkHealthCard } from './EntityFlinkHealthCard';

const answer = (
  change: Partial<flinkApi.EntityApplications> = {},
): flinkApi.EntityApplications => ({
  items: [],
  unresolved: [],
  suggestions: [],
  ...change,
});

async function renderCard(
  change: Partial<flinkApi.EntityApplications>,
  api = new FakeFlinkApi(),
) {
  api.getEntityApplications.mockResolvedValue(answer(change));
  await renderWithFlink(<EntityFlinkHealthCard />, api);
  return api;
}

describe('the health card of one application', () => {
  it.each(VERDICTS)('says %s in word and shape', async verdict => {
    await renderCard({ items: [byVerdict[verdict]] });
    const health = await screen.findByTestId('flink-application-health');
    expect(within(health).getByText(verdict)).toBeInTheDocument();
    expect(
      health.querySelector(`svg[data-shape="${verdict}"]`),
    ).toBeInTheDocument();
  });

  it('asks for the entity by its three names', async () => {
    const api = await renderCard({ items: [degraded] });
    expect(api.getEntityApplications).toHaveBeenCalledWith({
      kind: 'component',
      namespace: 'default',
      name: 'orders',
    });
  });

  it('names the first fault in a line that leads to the exceptions', async () => {
    await renderCard({
      items: [
        {
          ...degraded,
          firstFault: {
            at: '2026-11-22T14:02:00Z',
            exceptionClass: 'java.lang.NullPointerException',
            message: 'Cannot invoke "Line.unitPrice()"\n\tat com.acme.Price',
          },
        },
      ],
    });
    const health = await screen.findByTestId('flink-application-health');
    expect(health).toHaveTextContent(
      /First fault .*: NullPointerException: Cannot invoke "Line.unitPrice\(\)"(?!.*at com)/,
    );
    expect(
      within(health).getByRole('link', { name: 'First fault' }),
    ).toHaveAttribute('href', expect.stringContaining('section=exceptions'));
  });

  it('gives the reason with value, limit, next step and the rest', async () => {
    await renderCard({ items: [degraded] });
    const health = await screen.findByTestId('flink-application-health');
    expect(health).toHaveTextContent(
      'Falling behind: lag has been growing for 30 min',
    );
    expect(health).toHaveTextContent(
      'value 1.4 M records · limit 200 k records',
    );
    expect(health).toHaveTextContent('→ Check the sink latency first');
    expect(
      within(health).getByRole('link', { name: '+1 more' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/orders/flink?application=managed%3A111122223333%2Fus-east-1%2Forders-enrich',
    );
  });

  it('does not repeat a limit that the sentence already says', async () => {
    const message = 'lag 1.4 M records, limit 200 k records';
    await renderCard({
      items: [
        { ...degraded, topFinding: { ...degraded.topFinding!, message } },
      ],
    });
    const health = await screen.findByTestId('flink-application-health');
    expect(health.textContent?.match(/limit/g)).toHaveLength(1);
  });

  it('prints the distance of the last change and does not call it a cause', async () => {
    await renderCard({ items: [degraded] });
    const health = await screen.findByTestId('flink-application-health');
    expect(health).toHaveTextContent(
      /v41 deployed .* · by kira \(7 min before\)/,
    );
    expect(health).not.toHaveTextContent(/caused/i);
  });

  it('shows the state word for word, facts and a parallelism that was scaled', async () => {
    await renderCard({ items: [degraded] });
    const health = await screen.findByTestId('flink-application-health');
    expect(health).toHaveTextContent('Application status: RUNNING');
    expect(health).toHaveTextContent(
      'prod · Managed Flink · 111122223333 / us-east-1',
    );
    expect(health).toHaveTextContent(
      'Flink 1.20 · parallelism 8 → 16 (autoscaled)',
    );
    expect(health).toHaveTextContent(/as of \d\d:\d\d:\d\d/);
  });

  it('shows the four figures with sparklines that say their gaps', async () => {
    await renderCard({ items: [degraded] });
    const lag = await screen.findByRole('img', { name: /^lag, last hour/ });
    expect(lag).toHaveAccessibleName(
      /max 120 records, last 120 records, 1 of 24 values missing/,
    );
    expect(screen.getByText('0 (1 planned)')).toBeInTheDocument();
  });

  it('is calm when healthy and opens its figures on request', async () => {
    await renderCard({ items: [byVerdict.Healthy] });
    const health = await screen.findByTestId('flink-application-health');
    expect(health).toHaveTextContent(
      /Lag 120 records · out 3.1 k\/s · last checkpoint 2 min ago · restarts in 24 h 0 \(1 planned\)/,
    );
    expect(within(health).queryByRole('img')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show figures' }));
    expect(within(health).getAllByRole('img')).toHaveLength(4);
  });

  it('never calls an unreadable application healthy or its figures zero', async () => {
    await renderCard({ items: [byVerdict.Unknown] });
    const health = await screen.findByTestId('flink-application-health');
    expect(health).not.toHaveTextContent('Healthy');
    expect(health).not.toHaveTextContent('No rule is broken');
    expect(health).toHaveTextContent('Health could not be assessed');
    expect(health).toHaveTextContent(
      /Cannot read metrics: access is denied \(the role flink-reader lacks cloudwatch:GetMetricData in 111122223333\)\. Last read 1 h ago/,
    );
    expect(within(health).getAllByText('not read')).toHaveLength(4);
  });

  it('names the unreadable parts of a healthy application too', async () => {
    await renderCard({
      items: [application({ unreadable: byVerdict.Unknown.unreadable })],
    });
    expect(await screen.findByText(/Cannot read metrics/)).toBeInTheDocument();
  });

  it('counts the jobs of a session cluster', async () => {
    const api = new FakeFlinkApi();
    api.getApplication.mockResolvedValue(
      applicationDetail({
        jobs: [
          { name: 'a', status: 'RUNNING' },
          { name: 'b', status: 'RUNNING' },
          { name: 'c', status: 'FAILED' },
        ],
      }),
    );
    await renderCard(
      { items: [{ ...degraded, workload: 'sessionCluster' }] },
      api,
    );
    expect(
      await screen.findByText(
        'Session cluster with 3 jobs: 2 RUNNING, 1 FAILED',
      ),
    ).toBeInTheDocument();
  });
});

describe('the health card of several applications', () => {
  const items = [
    application({ id: 'managed:111122223333/eu-west-1/calm', name: 'calm' }),
    application({ ...degraded, id: 'kubernetes:eks/a/slow', name: 'slow' }),
    application({
      ...byVerdict.Unhealthy,
      id: 'kubernetes:eks/a/broken',
      name: 'broken',
    }),
  ];

  it('puts the worst first and opens it', async () => {
    await renderCard({ items });
    expect(
      await screen.findByText(
        '3 applications: 1 Unhealthy, 1 Degraded, 1 Healthy',
      ),
    ).toBeInTheDocument();
    const rows = screen
      .getAllByRole('button')
      .filter(button => button.hasAttribute('aria-controls'));
    expect(rows.map(row => row.getAttribute('aria-expanded'))).toEqual([
      'true',
      'false',
      'false',
    ]);
    expect(rows[0]).toHaveTextContent('broken');
    expect(rows[2]).toHaveTextContent('calm');
  });

  it('opens a row by keyboard', async () => {
    await renderCard({ items });
    const row = await screen.findByRole('button', { name: /slow/ });
    row.focus();
    await userEvent.keyboard('{Enter}');
    expect(row).toHaveAttribute('aria-expanded', 'true');
    expect(
      await screen.findByRole('link', { name: 'Details of slow' }),
    ).toBeInTheDocument();
  });
});

describe('the health card without applications', () => {
  it('suggests what looks like the entity', async () => {
    await renderCard({
      suggestions: [
        {
          id: 'kubernetes:eks-prod/payments/orders',
          name: 'orders',
          scope: ['eks-prod', 'payments'],
        },
      ],
    });
    expect(
      await screen.findByText(/This component has no Flink job linked/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/We found 1 that looks like yours/),
    ).toHaveTextContent('orders (eks-prod / payments)');
  });

  it('says which annotation names nothing, and why', async () => {
    await renderCard({
      unresolved: [
        {
          annotation: 'aws.amazon.com/managed-flink-application-arn',
          value: 'arn:aws:kinesisanalytics:eu-west-1:1:application/gone',
          reason: 'No scanned account has the number 1.',
        },
      ],
    });
    expect(
      await screen.findByText(
        /names an application that the portal does not know/,
      ),
    ).toHaveTextContent('No scanned account has the number 1.');
  });

  it('takes one sentence for an application that is not there yet', async () => {
    await renderCard({
      unresolved: [
        {
          annotation: 'aws.amazon.com/managed-flink-application-arn',
          value: 'arn:aws:kinesisanalytics:eu-west-1:1:application/soon',
          reason: 'There is no application soon in production',
          absent: true,
        },
      ],
    });
    expect(
      await screen.findByText(/There is no application soon in production\./),
    ).toHaveTextContent(
      'Named by aws.amazon.com/managed-flink-application-arn',
    );
    expect(screen.queryByText(/annotation names/)).not.toBeInTheDocument();
  });

  describe('where only the Kubernetes plugin’s annotations name something', () => {
    const unresolved = [
      {
        annotation: 'backstage.io/kubernetes-id',
        value: 'checkout',
        reason: 'The portal knows no application of this name.',
      },
    ];
    const withClusters = (status: flinkApi.SourceStatusEnum) => {
      const api = new FakeFlinkApi();
      api.listSources.mockResolvedValue({
        items: [
          {
            id: 'kubernetes:eks-prod',
            runtime: 'kubernetes',
            title: 'eks-prod',
            status,
            applications: 0,
            calls: {},
          },
        ],
      });
      return renderCard({ unresolved }, api);
    };

    it('is not there when every cluster answered', async () => {
      await withClusters('ok');
      await waitFor(() =>
        expect(screen.queryByText('Flink')).not.toBeInTheDocument(),
      );
    });

    it('stays when a cluster could not be read', async () => {
      const api = await withClusters('failing');
      await waitFor(() => expect(api.listSources).toHaveBeenCalled());
      expect(
        await screen.findByText(/knows no application of this name/),
      ).toBeInTheDocument();
    });
  });

  it('explains a refusal and whom to ask', async () => {
    const api = new FakeFlinkApi();
    api.getEntityApplications.mockRejectedValue(
      await backendError(403, 'not allowed'),
    );
    await renderWithFlink(<EntityFlinkHealthCard />, api);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Unknown');
    expect(alert).toHaveTextContent(
      'You may not read the Flink applications of orders',
    );
    expect(alert).toHaveTextContent('flink.application.read');
    expect(alert).not.toHaveTextContent('Healthy');
  });

  it('says Unknown when the backend does not answer, and tries again on request', async () => {
    const api = new FakeFlinkApi();
    api.getEntityApplications.mockRejectedValueOnce(
      new TypeError('Failed to fetch'),
    );
    api.getEntityApplications.mockResolvedValue(answer({ items: [degraded] }));
    await renderWithFlink(<EntityFlinkHealthCard />, api);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Unknown');
    expect(alert).toHaveTextContent(
      "the portal's Flink backend does not answer",
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Degraded')).toBeInTheDocument();
  });

  it('has no button to try a refusal again', async () => {
    const api = new FakeFlinkApi();
    api.getEntityApplications.mockRejectedValue(await backendError(403, 'no'));
    await renderWithFlink(<EntityFlinkHealthCard />, api);
    await screen.findByRole('alert');
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});

describe('the health card over time', () => {
  afterEach(() => jest.useRealTimers());

  it('keeps the old data beside an error, with its age', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const api = await renderCard({ items: [degraded] });
    await screen.findByText('Degraded');
    api.getEntityApplications.mockRejectedValue(
      await backendError(503, 'starting'),
    );
    act(() => {
      jest.advanceTimersByTime(61_000);
    });
    expect(await screen.findByText(/Showing data from/)).toHaveTextContent(
      /Showing data from 1 min ago/,
    );
    expect(screen.getByText('Degraded')).toBeInTheDocument();
  });

  it('keeps the place while it loads, without words at first', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const api = new FakeFlinkApi();
    api.getEntityApplications.mockReturnValue(new Promise(() => {}));
    await renderWithFlink(<EntityFlinkHealthCard />, api);
    expect(screen.getByTestId('flink-loading')).toBeInTheDocument();
    expect(screen.queryByText(/Still reading/)).not.toBeInTheDocument();
    act(() => {
      jest.advanceTimersByTime(2_000);
    });
    expect(
      screen.getByText('Still reading the Flink applications of orders.'),
    ).toBeInTheDocument();
  });
});
