import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect } from './portalTest';
import { THEMES } from './theme';

/**
 * Serious and critical violations inside our part of the page, in both themes. The page is loaded anew in each:
 * when the theme changes while it is open, Material UI keeps styles of both.
 *
 * @param open - brings the page to where it is to be looked at
 */
export async function violationsIn(
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
export const shows = (shown: Locator) => () => expect(shown).toBeVisible();

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
