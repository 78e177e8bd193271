import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expect, test } from './support/portalTest';

const WORST_FIRST = [
  'Unhealthy',
  'Degraded',
  'Unknown',
  'Changing',
  'Stopped',
  'Healthy',
];

const strip = (page: Page) =>
  page.getByRole('group', { name: 'Filter by verdict' });

const verdictButton = (page: Page, verdict: string) =>
  strip(page).getByRole('button', { name: new RegExp(`^${verdict}`) });

const parameters = (page: Page) => new URL(page.url()).searchParams;

async function choose(page: Page, field: string, option: string) {
  await page.getByRole('search').getByLabel(field).click();
  await page.getByRole('option', { name: option }).click();
  await page.keyboard.press('Escape');
}

test.describe('the fleet', () => {
  test('shows the worst first', async ({ page, rows }) => {
    await page.goto('/flink?size=50');
    await expect(rows.first()).toContainText('Unhealthy');
    const verdicts = await rows
      .locator('td:first-child')
      .evaluateAll(
        (cells, words) =>
          cells.map(cell =>
            words.findIndex(word => cell.textContent?.startsWith(word)),
          ),
        WORST_FIRST,
      );
    expect(verdicts).not.toContain(-1);
    expect(verdicts).toEqual([...verdicts].sort((a, b) => a - b));
  });

  test('counts every application exactly once', async ({ page, backend }) => {
    await page.goto('/flink');
    await expect(strip(page).getByRole('button').first()).toHaveText(/\d+$/);
    const counts = (
      await strip(page).getByRole('button').allTextContents()
    ).map(text => Number(/\d+$/.exec(text)?.[0]));
    const { totalItems } = await backend.fleet();
    expect(counts).toHaveLength(WORST_FIRST.length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(totalItems);
    await expect(
      page.getByText(`${totalItems} applications`).first(),
    ).toBeVisible();
  });

  test('is narrowed by verdict buttons, and back leads back', async ({
    page,
    rows,
  }) => {
    await page.goto('/flink');
    await expect(rows).toHaveCount(25);
    await verdictButton(page, 'Stopped').click();
    await expect(page).toHaveURL(/verdict=Stopped/);
    await expect(verdictButton(page, 'Stopped')).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(rows.filter({ hasNotText: /^Stopped/ })).toHaveCount(0);
    await expect(verdictButton(page, 'Stopped')).toHaveText(
      new RegExp(`${await rows.count()}$`),
    );
    await page.goBack();
    await expect(page).not.toHaveURL(/verdict=/);
    await expect(rows).toHaveCount(25);
  });

  test('is searched', async ({ page, rows }) => {
    await page.goto('/flink');
    await page.getByRole('searchbox', { name: 'Search' }).fill('settlement');
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('settlement-ledger');
    await expect(page).toHaveURL(/q=settlement/);
    await page
      .getByRole('searchbox', { name: 'Search' })
      .fill('nothing-like-it');
    await expect(
      page.getByText('No application matches these filters.'),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(rows).toHaveCount(25);
  });

  test('is filtered by runtime and owner', async ({ page, rows, backend }) => {
    await page.goto('/flink');
    await expect(rows).toHaveCount(25);
    await choose(page, 'Runtime', 'Kubernetes');
    await expect(page).toHaveURL(/runtime=kubernetes/);
    await choose(page, 'Owner', 'payments-data');
    await expect
      .poll(() => parameters(page).get('owner'))
      .toBe('group:default/payments-data');
    const { items } = await backend.fleet();
    const expected = items.filter(
      ({ runtime, owner }) =>
        runtime === 'kubernetes' && owner === 'group:default/payments-data',
    );
    await expect(rows).toHaveCount(expected.length);
    for (const { name } of expected) {
      await expect(rows.filter({ hasText: name }).first()).toBeVisible();
    }
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(rows).toHaveCount(25);
  });

  test('comes back as it was from a link', async ({ page, rows }) => {
    await page.goto(
      '/flink?verdict=Healthy&runtime=managed&owner=group:default/payments-data&environment=production&q=orders&sort=name&order=desc&size=50',
    );
    await expect(rows).toHaveText([
      /orders-enrichment-prod/,
      /orders-enrichment-eu/,
    ]);
    await expect(verdictButton(page, 'Healthy')).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    const filters = page.getByRole('search');
    await expect(filters.getByRole('searchbox')).toHaveValue('orders');
    await expect(filters).toContainText('Managed Flink');
    await expect(filters).toContainText('payments-data');
    await expect(filters).toContainText('production');
    await expect(page.getByLabel('Rows per page')).toHaveText('50');
    await expect(
      page.getByRole('columnheader', { name: 'Name' }),
    ).toHaveAttribute('aria-sort', 'descending');
  });

  test('shows what the reader’s team owns', async ({ page, rows }) => {
    await page.goto('/flink?mine=1');
    await expect(page.getByRole('button', { name: 'Mine' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(rows.first()).toContainText(/data.platform/i);
    await expect(rows.filter({ hasNotText: /data.platform/i })).toHaveCount(0);
  });

  test('is sorted by a column, and the other way round', async ({
    page,
    rows,
    backend,
  }) => {
    await page.goto('/flink');
    const header = page.getByRole('columnheader', { name: 'Name' });
    await header.getByRole('button').click();
    await expect(page).toHaveURL(/sort=name/);
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    const names = (await backend.fleet()).items.map(({ name }) => name).sort();
    await expect(rows.first()).toContainText(names[0]);
    await header.getByRole('button').click();
    await expect(header).toHaveAttribute('aria-sort', 'descending');
    await expect(rows.first()).toContainText(names[names.length - 1]);
    await page
      .getByRole('columnheader', { name: 'Verdict' })
      .getByRole('button')
      .click();
    await expect(rows.first()).toContainText('Unhealthy');
  });

  test('is paged without loss and without duplicates', async ({
    page,
    rows,
    backend,
  }) => {
    const { totalItems } = await backend.fleet();
    await page.goto('/flink?sort=name');
    const links = () =>
      rows
        .locator('td:nth-child(2) a')
        .evaluateAll(anchors =>
          anchors.map(anchor => anchor.getAttribute('href')),
        );
    await expect(rows).toHaveCount(25);
    const first = await links();
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect(rows).toHaveCount(totalItems - 25);
    const second = await links();
    expect(new Set([...first, ...second]).size).toBe(totalItems);
    await expect(
      page.getByRole('button', { name: 'Next page' }),
    ).toBeDisabled();
    await page.getByRole('button', { name: 'Previous page' }).click();
    await expect(rows).toHaveCount(25);
    expect(await links()).toEqual(first);
  });

  test('is exported as CSV with every row', async ({ page, rows, backend }) => {
    await page.goto('/flink');
    await expect(rows).toHaveCount(25);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('flink-applications.csv');
    const [header, ...lines] = (await readFile(await download.path(), 'utf8'))
      .trimEnd()
      .split('\r\n');
    const { items, totalItems } = await backend.fleet();
    expect(header).toMatch(/^verdict,since,top finding/);
    expect(lines).toHaveLength(totalItems);
    for (const { id } of items) {
      expect(lines.filter(line => line.includes(`,${id},`))).toHaveLength(1);
    }
    await expect(
      page.getByText(`Exported ${totalItems} of ${totalItems} applications.`),
    ).toBeVisible();
  });
});

test.describe('sources', () => {
  test('that did not answer are named above the fleet', async ({ page }) => {
    await page.goto('/flink');
    const banner = page.getByRole('note');
    await expect(banner).toContainText('5 of 7 sources answered.');
    await expect(banner).toContainText(
      /partner \(777788889999\).* is Unknown: .*lacks kinesisanalytics:ListApplications/,
    );
    await expect(banner).toContainText(
      /eks-edge-ap is Unknown: .*did not answer/,
    );
    await banner.getByRole('link', { name: 'All sources' }).click();
    await expect(page).toHaveURL(/\/flink\/sources$/);
    await expect(page.getByRole('table', { name: 'Sources' })).toBeVisible();
  });

  test('show what they read, when, and what it costs', async ({
    page,
    backend,
  }) => {
    await page.goto('/flink/sources');
    const table = page.getByRole('table', { name: 'Sources' });
    const row = (title: string) =>
      table.getByRole('row').filter({
        has: page.getByRole('rowheader', { name: title }),
      });
    for (const { title, applications, status } of await backend.sources()) {
      await expect(row(title)).toHaveCount(1);
      if (status === 'ok') {
        await expect(row(title)).toContainText(`answers${applications}`);
      }
    }
    await expect(row('prod (111122223333) / eu-west-1')).toContainText(
      /GetMetricData \d+/,
    );
    await expect(row('prod (111122223333) / eu-west-1')).toContainText(
      /~\$\d+\.\d\d a month of \$100\.00/,
    );
    await expect(row('eks-edge-ap')).toContainText(
      'does not answer: its applications are Unknown',
    );
    await expect(row('eks-prod-eu')).toContainText('no paid reads');
  });
});
