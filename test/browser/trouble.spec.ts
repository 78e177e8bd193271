import type { Page } from '@playwright/test';
import { expect, flinkCard, openCard, test } from './support/portalTest';

const API = '**/api/flink/**';
const CARD_OF = 'component:account-takeover';

async function refuse(page: Page) {
  await page.route(API, route =>
    route.fulfill({
      status: 403,
      json: {
        error: { name: 'NotAllowedError', message: 'Unauthorized' },
        request: { method: 'GET', url: '/' },
        response: { statusCode: 403 },
      },
    }),
  );
}

/** The page asks again when its window gets the focus, at most every few seconds. */
async function untilAskedAgain(page: Page, shown: () => Promise<void>) {
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await shown();
  }).toPass({ timeout: 20_000 });
}

test.describe('without permission', () => {
  test('the card says what is missing and who can give it', async ({
    page,
  }) => {
    await refuse(page);
    const card = await openCard(page, CARD_OF);
    await expect(card.getByRole('alert')).toContainText(
      'You may not read the Flink applications of account-takeover',
    );
    await expect(card).toContainText('flink.application.read');
    await expect(card).toContainText('Unknown');
    await expect(card.getByText('no Flink job linked')).toHaveCount(0);
  });

  test('the fleet explains instead of being empty', async ({ page }) => {
    await refuse(page);
    await page.goto('/flink');
    await expect(
      page.getByRole('alert').filter({ hasText: 'You may not read the fleet' }),
    ).toBeVisible();
    await expect(page.getByRole('note')).toContainText(
      'Whether every source answered is not known',
    );
    await expect(page.getByText(/^0 applications/)).toHaveCount(0);
    await expect(page.getByTestId('flink-fleet-rows')).toHaveCount(0);
  });
});

test.describe('without an answer from the backend', () => {
  test('the card keeps what it showed and says how old it is', async ({
    page,
  }) => {
    const card = await openCard(page, CARD_OF);
    await expect(card).toContainText('Restart loop');
    await page.route(API, route => route.abort());
    await untilAskedAgain(page, () =>
      expect(card).toContainText(/Showing data from .* ago/, { timeout: 1000 }),
    );
    await expect(card).toContainText(
      "the portal's Flink backend does not answer",
    );
    await expect(card).toContainText('Restart loop');
    await page.unroute(API);
    await card.getByRole('button', { name: 'Try again' }).click();
    await expect(card.getByText(/Showing data from/)).toHaveCount(0);
  });

  test('the fleet keeps its rows', async ({ page, rows }) => {
    await page.goto('/flink');
    await expect(rows).toHaveCount(25);
    await page.route(API, route => route.abort());
    await untilAskedAgain(page, () =>
      expect(page.getByText(/Showing data from/).first()).toBeVisible({
        timeout: 1000,
      }),
    );
    await expect(rows).toHaveCount(25);
  });

  test('from the beginning, the card is Unknown and not empty', async ({
    page,
  }) => {
    await page.route(API, route => route.abort());
    const card = await openCard(page, CARD_OF);
    await expect(card).toContainText('Unknown');
    await expect(card).toContainText('does not answer');
    await expect(card.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

test('while it reads, the card keeps its place and says what takes long', async ({
  page,
}) => {
  let answer = () => {};
  const mayAnswer = new Promise<void>(resolve => {
    answer = resolve;
  });
  await page.route(API, async route => {
    await mayAnswer;
    await route.continue();
  });
  await page.goto('/catalog/default/component/account-takeover');
  const card = flinkCard(page);
  await expect(card.getByTestId('flink-loading')).toBeVisible();
  await expect(card).toContainText(
    'Still reading the Flink applications of account-takeover.',
  );
  answer();
  await expect(card).toContainText('Restart loop');
  await expect(card.getByTestId('flink-loading')).toHaveCount(0);
});
