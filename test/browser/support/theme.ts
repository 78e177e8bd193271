import { expect, type Locator, type Page } from '@playwright/test';

export const THEMES = ['light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

/**
 * Chooses a theme without loading the page again: Backstage listens to what other windows store, and
 * draws everything anew.
 */
export async function chooseTheme(
  page: Page,
  theme: Theme,
  shown: Locator,
): Promise<void> {
  // A page that is still loading has no theme yet.
  await expect(shown).toBeVisible();
  const isChange =
    (await page.locator('body').getAttribute('data-theme-mode')) !== theme;
  if (isChange) {
    await shown.evaluate(element => element.setAttribute('data-before', ''));
  }
  await page.evaluate(id => {
    window.localStorage.setItem('theme', id);
    window.dispatchEvent(new StorageEvent('storage', { key: 'theme' }));
  }, theme);
  await expect(page.locator('body')).toHaveAttribute('data-theme-mode', theme);
  if (isChange) {
    // What was drawn in the other theme is still there for a moment.
    await expect(page.locator('[data-before]')).toHaveCount(0);
  }
  await expect(shown).toBeVisible();
}
