import {
  test as base,
  type BrowserContext,
  type Locator,
  type Page,
} from '@playwright/test';
import { Backend } from './backend';
import { Troubles } from './troubles';

/** What every test of the portal has at hand. */
interface PortalFixtures {
  /** The backend itself, to compare with what the browser shows. */
  backend: Backend;
  /** Errors of console and network since the page was opened. */
  troubles: Troubles;
  /** The rows of the fleet, without the header. */
  rows: Locator;
}

/** @throws Error when Playwright's configuration did not set the variable */
export function variable(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; run with test/playwright.config.ts`);
  }
  return value;
}

export const test = base.extend<
  PortalFixtures,
  { signedInContext: BrowserContext }
>({
  // One browser session for all tests, each in a page of its own: the portal's scripts are read and
  // compiled once, which is most of what opening a page takes.
  signedInContext: [
    async ({ browser }, use, { project }) => {
      const { storageState, viewport, baseURL } = project.use;
      const context = await browser.newContext({
        storageState,
        viewport,
        baseURL,
      });
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ signedInContext }, use) => {
    const page = await signedInContext.newPage();
    await use(page);
    await page.close();
  },
  backend: async ({}, use) => {
    await use(new Backend(variable('BACKEND_URL')));
  },
  troubles: async ({ page }, use) => {
    await use(new Troubles(page));
  },
  rows: async ({ page }, use) => {
    await use(page.getByTestId('flink-fleet-rows').locator('tbody tr'));
  },
});

export { expect } from '@playwright/test';

/** Opens an entity's page and returns the Flink card on it. */
export async function openCard(page: Page, entity: string): Promise<Locator> {
  const [kind, name] = entity.split(':');
  await page.goto(`/catalog/default/${kind}/${name}`);
  return flinkCard(page);
}

/** The Flink card of the entity page that is open. */
export function flinkCard(page: Page): Locator {
  return page
    .locator('.MuiCard-root')
    .filter({ has: page.getByText('Flink', { exact: true }) });
}
