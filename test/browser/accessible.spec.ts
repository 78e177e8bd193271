import type { Page } from '@playwright/test';
import { expect, openCard, test } from './support/portalTest';
import { shows, violationsIn } from './support/violations';

/** More than there are stops before the rows; ends a test in which focus never arrives. */
const MAX_STOPS = 120;

async function tabUntil(page: Page, selector: string) {
  for (let stop = 0; stop < MAX_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const isThere = await page.evaluate(
      wanted => document.activeElement?.matches(wanted) ?? false,
      selector,
    );
    if (isThere) {
      return;
    }
  }
  throw new Error(`Tab never reached ${selector} in ${MAX_STOPS} stops`);
}

test('the fleet is used by keyboard alone', async ({ page, rows }) => {
  await page.goto('/flink');
  await expect(rows).toHaveCount(25);
  await tabUntil(page, '[aria-label="Filter by verdict"] button');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/verdict=Unhealthy/);
  await tabUntil(page, '[data-testid="flink-fleet-rows"] td:nth-child(2) a');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/catalog\/default\/.*\/flink\?application=/);
});

test.describe('axe finds nothing serious', () => {
  test('in the fleet', async ({ page, rows }) => {
    await page.goto('/flink');
    await expect(rows).toHaveCount(25);
    expect(await violationsIn(page, 'article', shows(rows.first()))).toEqual(
      [],
    );
  });

  test('in the card', async ({ page }) => {
    const card = await openCard(page, 'component:account-takeover');
    const health = card.getByTestId('flink-application-health');
    await expect(health).toContainText('Restart loop');
    expect(
      await violationsIn(
        page,
        '[data-testid="flink-application-health"]',
        shows(health),
      ),
    ).toEqual([]);
  });

  test('in the tab', async ({ page }) => {
    await page.goto('/catalog/default/component/account-takeover/flink');
    const findings = page.getByRole('list', { name: 'Findings' });
    await expect(findings).toBeVisible();
    await expect(page.getByTestId('flink-verdict-strip')).toBeVisible();
    expect(await violationsIn(page, 'article', shows(findings))).toEqual([]);
    await page.getByRole('tab', { name: 'Metrics' }).click();
    const line = page.locator('path.recharts-line-curve').first();
    await expect(line).toBeVisible();
    expect(await violationsIn(page, 'article', shows(line))).toEqual([]);
  });

  test('in the exceptions', async ({ page }) => {
    await page.goto(
      '/catalog/default/component/account-takeover/flink?section=exceptions',
    );
    const fault = page.getByRole('region', { name: /^First fault/ });
    expect(
      await violationsIn(page, 'article', async () => {
        await expect(fault).toBeVisible();
        await fault.getByText('Stack trace of the first fault').click();
      }),
    ).toEqual([]);
  });

  test('in the page of a rule and the list of all', async ({ page }) => {
    await page.goto('/flink/rules/restart-loop');
    const means = page.getByRole('region', { name: 'What it means' });
    await expect(means).toBeVisible();
    expect(await violationsIn(page, 'article', shows(means))).toEqual([]);
    await page.goto('/flink/rules');
    const table = page.getByRole('table', { name: 'Health rules' });
    await expect(table).toBeVisible();
    expect(await violationsIn(page, 'article', shows(table))).toEqual([]);
  });
});
