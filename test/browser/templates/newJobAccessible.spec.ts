import { expect, test } from '../support/portalTest';
import { shows, violationsIn } from '../support/violations';

// After newJob.spec.ts: the runs it made are looked at here.
test.describe('axe finds nothing serious', () => {
  test('in the time to a first checkpoint', async ({ page }) => {
    await page.goto('/flink/templates');
    const runs = page.getByRole('table', { name: /Newest runs of templates/ });
    await expect(runs).toBeVisible();
    expect(await violationsIn(page, 'article', shows(runs))).toEqual([]);
  });

  test('in the pages of a form', async ({ page }) => {
    await page.goto('/create/templates/default/flink-managed-java');
    const name = page.getByLabel(/^Name/);
    await expect(name).toBeVisible();
    const next = () => page.getByRole('button', { name: 'Next' }).click();
    const fillFirstPage = async () => {
      await name.fill('clicks-by-hour');
      await page.getByLabel(/What it does/).fill('Counts what comes in');
      await page.getByLabel(/^Owner/).fill('data');
      await page.getByRole('option', { name: /data platform/i }).click();
      await next();
    };
    const source = page.getByRole('region', { name: 'Source' });
    const sizes = page.getByRole('table', { name: /Managed Flink and EKS/ });

    expect(await violationsIn(page, 'article', shows(name))).toEqual([]);
    expect(
      await violationsIn(page, 'article', async () => {
        await fillFirstPage();
        await expect(page.getByLabel('staging')).toBeChecked();
        await next();
        await expect(source).toBeVisible();
      }),
    ).toEqual([]);
    expect(
      await violationsIn(page, 'article', async () => {
        await fillFirstPage();
        await next();
        await source
          .getByLabel(/Stream ARN/)
          .fill('arn:aws:kinesis:us-east-1:444455556666:stream/clicks');
        await page.getByRole('button', { name: /The job writes to/ }).click();
        await page.getByRole('option', { name: 'Files on S3' }).click();
        await page
          .getByLabel(/Bucket and prefix/)
          .fill('s3://example-lake/clicks');
        await next();
        await expect(sizes).toContainText('fits better');
      }),
    ).toEqual([]);
  });
});
