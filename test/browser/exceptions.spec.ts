import { expect, openCard, test } from './support/portalTest';

const TAB = '/catalog/default/component/account-takeover/flink';

test.describe('exceptions of a restart loop', () => {
  test('pin the first fault above what followed it', async ({ page }) => {
    await page.goto(`${TAB}?section=exceptions`);
    const fault = page.getByRole('region', { name: /^First fault/ });
    await expect(fault).toContainText('NullPointerException');
    await expect(fault).toContainText('Why this one:');
    await expect(fault).toContainText('CloudWatch Logs');
    const stack = fault.getByText(/PriceFunction\.processElement1/);
    await expect(stack).toBeHidden();
    await fault.getByText('Stack trace of the first fault').click();
    await expect(stack).toBeVisible();
    await expect(
      fault.getByRole('button', { name: /^Copy the stack trace/ }),
    ).toBeVisible();
  });

  test('are grouped with count and times', async ({ page }) => {
    await page.goto(`${TAB}?section=exceptions`);
    const groups = page.getByRole('list', { name: 'Exceptions, newest first' });
    await expect(groups).toContainText(/\d+× NullPointerException/);
    await expect(groups).toContainText(/first .* ago.*, last .* ago/);
    await expect(page.getByText(/^Looked in: .*CloudWatch Logs/)).toBeVisible();
  });

  test('are looked for over the range that is chosen', async ({ page }) => {
    await page.goto(`${TAB}?section=exceptions`);
    await expect(
      page.getByRole('region', { name: /^First fault/ }),
    ).toBeVisible();
    const answered = page.waitForResponse(/exceptions\?range=1h/);
    await page.getByRole('button', { name: '1h, last 1 h' }).click();
    expect((await answered).status()).toBe(200);
    await expect(page).toHaveURL(/look=1h/);
  });

  test('are not asked for before they are opened', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', request => {
      if (/\/exceptions(\?|$)/.test(request.url())) {
        asked.push(request.url());
      }
    });
    await page.goto(TAB);
    await expect(page.getByRole('list', { name: 'Findings' })).toBeVisible();
    await expect(page.getByRole('list', { name: /^Timeline/ })).toBeVisible();
    expect(asked).toEqual([]);
  });
});

test('an application without exceptions says where it was looked', async ({
  page,
}) => {
  await page.goto(
    '/catalog/default/component/inventory-snapshots/flink?section=exceptions',
  );
  await expect(
    page.getByText(/^None in 24 h\. Looked in: .*CloudWatch Logs\.$/),
  ).toBeVisible();
});

test('the card leads from the first fault to the exceptions', async ({
  page,
}) => {
  const card = await openCard(page, 'component:account-takeover');
  const line = card.getByRole('link', { name: 'First fault' });
  await expect(card).toContainText(
    /First fault .*: NullPointerException: Cannot invoke/,
  );
  await line.click();
  await expect(page).toHaveURL(/section=exceptions/);
  await expect(
    page.getByRole('tab', { name: 'Exceptions (first fault)' }),
  ).toHaveAttribute('aria-selected', 'true');
});
