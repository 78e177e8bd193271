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
  await page.evaluate(id => {
    window.localStorage.setItem('theme', id);
    window.dispatchEvent(new StorageEvent('storage', { key: 'theme' }));
  }, theme);
  await expect(page.locator('body')).toHaveAttribute('data-theme-mode', theme);
  await expect(shown).toBeVisible();
}
