import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, openCard, test } from './support/portalTest';
import { THEMES } from './support/theme';

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

/**
 * Serious and critical violations inside our part of the page, in both themes. The page is loaded anew in each:
 * when the theme changes while it is open, Material UI keeps styles of both.
 *
 * @param open - brings the page to where it is to be looked at
 */
async function violationsIn(
  page: Page,
  selector: string,
  open: () => Promise<void>,
) {
  const found: string[] = [];
  for (const theme of THEMES) {
    await page.evaluate(id => window.localStorage.setItem('theme', id), theme);
    await page.reload();
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      theme,
    );
    await open();
    const seen = await seriousViolations(page, selector);
    found.push(...seen.map(violation => `${theme} ${violation}`));
  }
  return found;
}

/** That something is there to be looked at. */
const shows = (shown: Locator) => () => expect(shown).toBeVisible();

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
