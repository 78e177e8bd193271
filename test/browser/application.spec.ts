import type { Page } from '@playwright/test';
import { expect, test } from './support/portalTest';

const TAB = '/catalog/default/component/account-takeover/flink';

const section = (page: Page, name: RegExp) => page.getByRole('tab', { name });

test.describe('the tab of an application', () => {
  test('lists findings with evidence, and what was not assessed', async ({
    page,
  }) => {
    await page.goto(TAB);
    const findings = page.getByRole('list', { name: 'Findings' });
    await expect(findings).toContainText('Restart loop');
    await expect(findings).toContainText('Makes it Unhealthy');
    await expect(findings).toContainText(
      /\d+ unplanned restarts in 10 min, limit 3/,
    );
    await expect(findings).toContainText('numRestarts');
    await expect(findings).toContainText('restart-loop');
    const notAssessed = page.locator('details', {
      hasText: /rules? (was|were) not assessed/,
    });
    await expect(notAssessed.getByRole('listitem').first()).toBeHidden();
    await notAssessed.locator('summary').click();
    await expect(notAssessed.getByRole('listitem').first()).toContainText(': ');
  });

  test('draws metrics over the range that is chosen', async ({ page }) => {
    await page.goto(`${TAB}?section=metrics`);
    const input = page.getByRole('region', { name: 'Input rate and lag' });
    const lines = input.locator('path.recharts-line-curve');
    await expect(lines.first()).toHaveAttribute('d', /^M/);
    await expect(input).toContainText('1 min resolution');
    const lastHour = await lines.first().getAttribute('d');
    const answered = page.waitForResponse(/metrics\?range=6h/);
    await page.getByRole('button', { name: '6h, last 6 hours' }).click();
    expect((await answered).status()).toBe(200);
    await expect(page).toHaveURL(/range=6h/);
    await expect(input).toContainText('5 min resolution');
    await expect(lines.first()).not.toHaveAttribute('d', lastHour!);
    await expect(
      page
        .getByRole('region', { name: 'Restarts' })
        .locator('path.recharts-line-curve')
        .first(),
    ).toHaveAttribute('d', /^M/);
  });

  test('gives the metrics as a table', async ({ page }) => {
    await page.goto(`${TAB}?section=metrics&range=24h`);
    await expect(
      page.getByRole('button', { name: '24h, last 24 hours' }),
    ).toHaveAttribute('aria-pressed', 'true');
    const input = page.getByRole('region', { name: 'Input rate and lag' });
    await input
      .getByRole('button', { name: 'View as table: Input rate and lag' })
      .click();
    const table = input.getByRole('table').first();
    await expect(table.getByRole('row').nth(1)).toContainText(
      /\d{4}-\d\d-\d\d/,
    );
    expect(await table.getByRole('row').count()).toBeGreaterThan(50);
    await expect(input.locator('path.recharts-line-curve')).toHaveCount(0);
  });

  test('shows operations and snapshots', async ({ page }) => {
    await page.goto(TAB);
    await section(page, /^Operations \(\d+\)/).click();
    await expect(page).toHaveURL(/section=operations/);
    const operations = page.getByRole('table', {
      name: 'Operations, newest first',
    });
    await expect(operations.getByRole('row').nth(1)).toContainText(
      'UpdateApplication',
    );
    await expect(operations.getByRole('row').nth(1)).toContainText('succeeded');
    await section(page, /^Snapshots \(\d+\)/).click();
    const snapshots = page.getByRole('table', {
      name: 'Snapshots, newest first',
    });
    await expect(snapshots.getByRole('row').nth(1)).toContainText('ready');
  });

  test('shows the events of Kubernetes', async ({ page }) => {
    await page.goto(
      '/catalog/default/component/device-fingerprints/flink?section=events',
    );
    await expect(
      page.getByRole('table', { name: 'Events, newest first' }),
    ).toContainText('OutOfMemoryError');
  });

  test('shows the jobs of a session cluster', async ({ page }) => {
    await page.goto('/catalog/default/component/shared-session/flink');
    const jobs = page.getByRole('table', { name: 'Jobs' });
    await expect(
      jobs.getByRole('row', { name: /currency-rates/ }),
    ).toContainText('RUNNING');
    await expect(
      jobs.getByRole('row', { name: /dead-letter-replay/ }),
    ).toContainText('FINISHED');
  });

  test('offers every application of the entity, the worst first', async ({
    page,
  }) => {
    await page.goto('/catalog/default/component/route-eta/flink');
    await expect(page.getByTestId('flink-application-health')).toContainText(
      'Unhealthy',
    );
    await page.getByLabel('Application (2)').click();
    await page.getByRole('option', { name: /Stopped/ }).click();
    await expect(page).toHaveURL(/application=kubernetes%3Aeks-staging-us/);
    await expect(page.getByTestId('flink-application-health')).toContainText(
      'Lifecycle: SUSPENDED',
    );
  });
});

test('an application is shown without its entity', async ({ page }) => {
  const id = 'managed:111122223333/eu-west-1/invoice-aggregates';
  await page.goto(`/flink/applications/${encodeURIComponent(id)}`);
  await expect(
    page.getByRole('heading', { name: 'invoice-aggregates' }),
  ).toBeVisible();
  await expect(page.getByTestId('flink-application-health')).toContainText(
    'Application status: RUNNING',
  );
  await expect(section(page, /^Metrics/)).toBeVisible();
  await page.getByRole('link', { name: 'All Flink applications' }).click();
  await expect(page).toHaveURL(/\/flink$/);
});

test('an application that does not exist is not shown as an empty one', async ({
  page,
}) => {
  const id = 'managed:111122223333/eu-west-1/never-was';
  await page.goto(`/flink/applications/${encodeURIComponent(id)}`);
  await expect(page.getByRole('alert').first()).toContainText(
    `The portal does not know ${id}`,
  );
});
