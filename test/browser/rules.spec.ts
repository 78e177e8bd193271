import { expect, test } from './support/portalTest';

test('a finding leads to what its rule means', async ({ page }) => {
  await page.goto('/catalog/default/component/account-takeover/flink');
  await page
    .getByRole('list', { name: 'Findings' })
    .getByRole('link', { name: 'What this means (Restart loop)' })
    .click();
  await expect(page).toHaveURL(/\/flink\/rules\/restart-loop$/);
  await expect(
    page.getByRole('heading', { name: 'Restart loop', level: 2 }),
  ).toBeVisible();
  for (const name of [
    'What it means',
    'How to confirm',
    'What to do',
    'Limit and its source',
  ]) {
    await expect(page.getByRole('region', { name })).not.toBeEmpty();
  }
  await expect(
    page
      .getByRole('table', { name: 'What feeds this rule' })
      .getByRole('row', { name: /^Managed Flink, Flink 2\.x/ }),
  ).toContainText('numRestarts');
});

test('the fleet leads to all rules, and each to its page', async ({ page }) => {
  await page.goto('/flink');
  await page.getByRole('link', { name: 'Health rules' }).click();
  await expect(page).toHaveURL(/\/flink\/rules$/);
  const table = page.getByRole('table', { name: 'Health rules' });
  await table.getByRole('link', { name: 'Falling behind' }).click();
  await expect(page).toHaveURL(/\/flink\/rules\/lag-high$/);
});

test('a rule nobody knows is said to be unknown, with the list', async ({
  page,
}) => {
  await page.goto('/flink/rules/never-was');
  await expect(page.getByRole('alert').first()).toContainText(
    'There is no rule never-was',
  );
  await expect(
    page
      .getByRole('table', { name: 'Health rules' })
      .getByRole('link', { name: 'Restart loop' }),
  ).toBeVisible();
});
