import {
  HEALTH_RULES,
  RULES_GUIDE,
} from '@flink-portal/backstage-plugin-flink-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { FakeFlinkApi, renderWithFlink } from '../__testUtils__';
import { FlinkPageContent } from '../page';
import { KNOWN_RULES } from './knownRules';
import { PLACES, ruleFeed } from './ruleFeeds';

async function renderRules(path: string) {
  await renderWithFlink(
    <Routes>
      <Route path="/flink/*" element={<FlinkPageContent />} />
    </Routes>,
    new FakeFlinkApi(),
    { path },
  );
}

const rule = (id: string) => HEALTH_RULES.find(known => known.id === id)!;

describe('the page of a rule', () => {
  it('says what it means, how to confirm, what to do, and where the limit comes from', async () => {
    await renderRules('/flink/rules/restart-loop');
    expect(
      await screen.findByRole('heading', { name: 'Restart loop', level: 2 }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'What it means' }),
    ).toHaveTextContent(/restarts again and again/);
    const confirm = screen.getByRole('region', { name: 'How to confirm' });
    expect(within(confirm).getByText('numRestarts').tagName).toBe('CODE');
    expect(
      screen.getByRole('region', { name: 'What to do' }),
    ).toHaveTextContent(/first exception after the last completed checkpoint/);
    expect(
      screen.getByRole('region', { name: 'Limit and its source' }),
    ).toHaveTextContent(/Unhealthy from 3 in 10 min/);
  });

  it('says which runtimes and Flink lines feed it', async () => {
    await renderRules('/flink/rules/restart-loop');
    const table = await screen.findByRole('table', {
      name: 'What feeds this rule',
    });
    expect(
      within(table).getByRole('row', { name: /^Managed Flink, Flink 2.x/ }),
    ).toHaveTextContent('numRestarts');
    expect(
      within(table).getByRole('row', {
        name: /^Managed Flink, Studio notebook/,
      }),
    ).toHaveTextContent('does not apply');
  });

  it('leads to all rules', async () => {
    await renderRules('/flink/rules/restart-loop');
    await userEvent.click(
      await screen.findByRole('link', { name: 'All health rules' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent('/flink/rules');
    const table = screen.getByRole('table', { name: 'Health rules' });
    expect(within(table).getAllByRole('row')).toHaveLength(
      KNOWN_RULES.length + 1,
    );
    expect(
      within(table).getByRole('link', { name: 'Restart loop' }),
    ).toHaveAttribute('href', '/flink/rules/restart-loop');
  });

  it('says that a rule is not known, and which are', async () => {
    await renderRules('/flink/rules/never-was');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no rule never-was in this version of the portal.',
    );
    expect(
      screen.getByRole('table', { name: 'Health rules' }),
    ).toBeInTheDocument();
  });
});

describe('known rules', () => {
  it.each(KNOWN_RULES.map(({ about }) => about.id))('%s has a guide', id => {
    expect(RULES_GUIDE[id]).toBeDefined();
  });
});

describe('what feeds a rule', () => {
  const managed2 = { runtime: 'managed', line: '2.x' } as const;

  it('are the metrics that the place has', () => {
    expect(
      ruleFeed(rule('checkpoint-failing'), managed2).metrics,
    ).not.toHaveLength(0);
    const everywhere = PLACES.map(
      place => ruleFeed(rule('lag-high'), place).metrics,
    );
    // A notebook reports its machines and nothing of its sources.
    expect(everywhere[2]).toEqual([]);
  });

  it('is what the runtime states, for a rule made of its words', () => {
    expect(ruleFeed(rule('image-pull-failed'), managed2)).toMatchObject({
      isStated: true,
      isRead: false,
    });
  });

  it('is what was read, for a rule about no metric and no word', () => {
    const read = { ...rule('job-ended'), needs: { parts: ['jobs'] as const } };
    expect(ruleFeed(read, managed2)).toEqual({
      applies: true,
      isStated: false,
      isRead: true,
      metrics: [],
    });
  });
});
