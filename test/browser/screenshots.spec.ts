import type { Locator, Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openCard, test } from './support/portalTest';
import { chooseTheme, THEMES } from './support/theme';

const FOLDER = join(__dirname, '..', '..', 'artifacts', 'screenshots');

const WIDTHS = [
  { suffix: '', width: 1440, height: 1000 },
  { suffix: '-phone', width: 390, height: 844 },
];

/** Photographs what is open in both themes, wide and on a phone. */
async function photograph(
  page: Page,
  name: string,
  shown: Locator,
  part?: Locator,
) {
  await mkdir(FOLDER, { recursive: true });
  for (const { suffix, width, height } of WIDTHS) {
    await page.setViewportSize({ width, height });
    for (const theme of THEMES) {
      await chooseTheme(page, theme, shown);
      const path = join(FOLDER, `${name}-${theme}${suffix}.png`);
      const options = { path, animations: 'disabled' } as const;
      await (part ? part.screenshot(options) : page.screenshot(options));
    }
  }
}

test.describe('screenshots', () => {
  test('of the fleet', async ({ page }) => {
    await page.goto('/flink');
    await photograph(page, 'fleet', page.getByText('Restart loop').first());
  });

  test('of the card and the page of an entity', async ({ page }) => {
    const card = await openCard(page, 'component:account-takeover');
    const reason = card.getByText('Restart loop', { exact: true });
    await photograph(page, 'entity', reason);
    await photograph(page, 'card', reason, card);
  });

  test('of the metrics', async ({ page }) => {
    await page.goto(
      '/catalog/default/component/loyalty-points/flink?section=metrics&range=6h',
    );
    await photograph(
      page,
      'tab-metrics',
      page.locator('path.recharts-line-curve').first(),
    );
  });

  test('of timeline and availability', async ({ page }) => {
    await page.goto('/catalog/default/component/account-takeover/flink');
    const strip = page.getByTestId('flink-verdict-strip');
    await strip.scrollIntoViewIfNeeded();
    await photograph(page, 'tab-overview', strip, page.locator('article'));
  });

  test('of the exceptions', async ({ page }) => {
    await page.goto(
      '/catalog/default/component/account-takeover/flink?section=exceptions',
    );
    await photograph(
      page,
      'tab-exceptions',
      page.getByRole('region', { name: /^First fault/ }),
    );
  });

  test('of a rule', async ({ page }) => {
    await page.goto('/flink/rules/restart-loop');
    await photograph(
      page,
      'rule',
      page.getByRole('region', { name: 'What it means' }),
    );
  });
});
