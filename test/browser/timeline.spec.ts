import { expect, test } from './support/portalTest';

const TAB = '/catalog/default/component/account-takeover/flink';

test.describe('what happened to an application', () => {
  test('is listed newest first, planned changes marked', async ({ page }) => {
    await page.goto(TAB);
    const items = page
      .getByRole('list', { name: 'Timeline of account-takeover' })
      .getByRole('listitem');
    await expect(items.filter({ hasText: 'Unhealthy' }).first()).toContainText(
      'Restart loop',
    );
    await expect(
      items.filter({ hasText: 'Updated: version 12 to 13' }).last(),
    ).toContainText(/Change · planned/);
    const times = await items
      .locator('time')
      .evaluateAll(all => all.map(time => time.getAttribute('datetime')!));
    expect(times).toEqual([...times].sort().reverse());
  });

  test('is narrowed by kind, in the address too', async ({ page }) => {
    await page.goto(TAB);
    const list = page.getByRole('list', { name: /^Timeline/ });
    await expect(list).toContainText('Updated: version 12 to 13');
    const answered = page.waitForResponse(/timeline\?.*kind=restart/);
    await page.getByRole('button', { name: 'Restarts', exact: true }).click();
    expect((await answered).status()).toBe(200);
    await expect(page).toHaveURL(/kinds=restart/);
    await expect(list).toContainText(/\d+ restarts/);
    await expect(list.getByText(/^Change/)).toHaveCount(0);
  });

  test('leads from a verdict to its rule', async ({ page }) => {
    await page.goto(`${TAB}?kinds=verdict`);
    await page
      .getByRole('list', { name: /^Timeline/ })
      .getByRole('link', { name: /What this means/ })
      .first()
      .click();
    await expect(page).toHaveURL(/\/flink\/rules\//);
  });

  test('has its availability in words, strip and tables', async ({ page }) => {
    await page.goto(TAB);
    await expect(page.getByText(/^Available .* in the last 30/)).toBeVisible();
    await expect(
      page.getByTestId('flink-verdict-strip').locator('[data-verdict]').first(),
    ).toBeVisible();
    await expect(
      page.getByRole('table', { name: 'Time in each verdict' }),
    ).toContainText('30 days');
    await page
      .getByRole('button', { name: 'View as table: verdicts over time' })
      .click();
    await expect(
      page.getByRole('table', { name: 'Verdicts, newest first' }),
    ).toContainText('Unhealthy');
  });
});

test('charts begin at the deployment and at the change of verdict', async ({
  page,
}) => {
  await page.goto(`${TAB}?section=metrics`);
  const input = page.getByRole('region', { name: 'Input rate and lag' });
  await page.getByRole('button', { name: /^since verdict change/ }).click();
  await expect(page).toHaveURL(/range=since-verdict/);
  await expect(input.locator('path.recharts-line-curve').first()).toBeVisible();
  await expect(
    input.getByText(/limit .* records \(Falling behind\)/).first(),
  ).toBeVisible();
  await expect(page.getByText(/deploy: version 12 to 13/)).toBeVisible();
  await expect(page.getByText(/\d+ restarts/).first()).toBeVisible();
  await page.getByRole('button', { name: /^since deploy/ }).click();
  await expect(page).toHaveURL(/range=since-deploy/);
});
