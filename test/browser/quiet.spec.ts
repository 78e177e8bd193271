import { expect, openCard, test } from './support/portalTest';

test.describe('no error reaches the console and no request fails', () => {
  test('on the fleet', async ({ page, rows, troubles }) => {
    await page.goto('/flink');
    await expect(rows).toHaveCount(25);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect(page).toHaveURL(/cursor=/);
    await page.goto('/flink/sources');
    await expect(page.getByRole('table', { name: 'Sources' })).toBeVisible();
    expect(troubles.all()).toEqual([]);
  });

  test('on the card and the tab', async ({ page, troubles }) => {
    const card = await openCard(page, 'component:account-takeover');
    await card.getByRole('link', { name: /^Details/ }).click();
    await expect(page.getByRole('list', { name: 'Findings' })).toBeVisible();
    await page.getByRole('tab', { name: 'Metrics' }).click();
    await expect(
      page.locator('path.recharts-line-curve').first(),
    ).toHaveAttribute('d', /^M/);
    await page.getByRole('tab', { name: /^Operations/ }).click();
    await expect(page.getByRole('table')).toBeVisible();
    await page.getByRole('tab', { name: /^Snapshots/ }).click();
    await expect(page.getByRole('table')).toBeVisible();
    expect(troubles.all()).toEqual([]);
  });
});
