import { expect, test } from './support/portalTest';
import { variable } from './support/portalTest';

test('a guest signs in', async ({ page }) => {
  await page.goto('/flink');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(
    page.getByRole('group', { name: 'Filter by verdict' }),
  ).toBeVisible();
  await page.context().storageState({ path: variable('SIGNED_IN_STATE') });
});

test('the backend has read every source that answers', async ({ backend }) => {
  test.setTimeout(120_000);
  await expect
    .poll(
      async () => {
        const { items } = await backend.fleet();
        return items.find(({ name }) => name === 'account-takeover')?.topFinding
          ?.title;
      },
      { timeout: 100_000 },
    )
    .toBe('Restart loop');
  await expect
    .poll(async () =>
      (await backend.sources())
        .filter(({ status }) => status === 'pending')
        .map(({ id }) => id),
    )
    .toEqual([]);
  // The catalog is joined to the inventory by a task of its own.
  await expect
    .poll(
      async () =>
        (await backend.fleet()).items
          .filter(({ entityRefs }) => entityRefs.length === 0)
          .map(({ id }) => id),
      { timeout: 100_000 },
    )
    .toEqual([]);
});
