import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { FakeFlinkApi, renderWithFlink } from '../__testUtils__';
import { FlinkPageContent } from './FlinkPageContent';

async function renderPage(path: string) {
  const api = new FakeFlinkApi();
  await renderWithFlink(
    <Routes>
      <Route path="/flink/*" element={<FlinkPageContent />} />
    </Routes>,
    api,
    { path },
  );
  return api;
}

describe('the Flink page', () => {
  it('is the fleet', async () => {
    await renderPage('/flink');
    expect(
      await screen.findByRole('table', { name: 'Flink applications' }),
    ).toBeInTheDocument();
  });

  it('shows an application without an entity', async () => {
    const id = 'kubernetes:eks%2Fprod/payments/orders';
    const api = await renderPage(
      `/flink/applications/${encodeURIComponent(id)}`,
    );
    expect(await screen.findByRole('tab', { name: /Overview/ })).toBeVisible();
    expect(api.getApplication).toHaveBeenCalledWith(id);
  });

  it('shows sources with error, calls and money', async () => {
    await renderPage('/flink/sources');
    const table = await screen.findByRole('table', { name: 'Sources' });
    await userEvent.click(within(table).getByText('72'));
    expect(within(table).getByText('ListApplications 60')).toBeVisible();
    expect(within(table).getByText('GetMetricData 12')).toBeVisible();
    expect(table).toHaveTextContent('~$4.20 a month of $50.00');
    expect(table).toHaveTextContent(
      'does not answer: its applications are Unknownthe API server does not answer (unreachable)',
    );
    expect(
      screen.getByRole('link', { name: 'All Flink applications' }),
    ).toHaveAttribute('href', '/flink');
  });

  it('says when there is no such page', async () => {
    await renderPage('/flink/nowhere');
    expect(screen.getByText('There is no such page.')).toBeInTheDocument();
  });
});
