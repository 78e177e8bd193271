import type { Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, flinkCard, test } from '../support/portalTest';

const FOLDER = join(__dirname, '../../../artifacts/screenshots');
const STAGING = '444455556666';

/** From the last click to a Healthy component. */
const HEALTHY_WITHIN_MS = 90_000;

interface NewJob {
  readonly template: string;
  readonly name: string;
  readonly targetPage: (page: Page) => Promise<void>;
}

const JOBS: readonly NewJob[] = [
  {
    template: 'flink-eks-java',
    name: 'visits-by-page',
    targetPage: async page => {
      // What runs in production too is asked for later.
      await page.getByLabel('production').click();
    },
  },
  {
    template: 'flink-managed-sql',
    name: 'orders-by-minute',
    targetPage: async page => {
      await expect(page.getByLabel('production')).toBeChecked();
    },
  },
];

test.describe('a new job', () => {
  for (const job of JOBS) {
    test(`of ${job.template} is Healthy minutes after the form`, async ({
      page,
    }, testInfo) => {
      // The form, and twice the time that is promised: what takes too long is told apart from what never comes.
      test.setTimeout(300_000);
      await mkdir(FOLDER, { recursive: true });
      const photograph = (part: string) =>
        page.screenshot({
          path: join(FOLDER, `new-job-${job.template}-${part}.png`),
          fullPage: true,
        });

      await test.step('the form', async () => {
        await page.goto(`/create/templates/default/${job.template}`);
        await page.getByLabel(/^Name/).fill(job.name);
        await page.getByLabel(/What it does/).fill('Counts what comes in');
        await page.getByLabel(/^Owner/).fill('data');
        await page.getByRole('option', { name: /data platform/i }).click();
        await next(page);

        await expect(page.getByLabel('staging')).toBeChecked();
        await job.targetPage(page);
        await next(page);

        await page
          .getByRole('region', { name: 'Source' })
          .getByLabel(/Stream ARN/)
          .fill(`arn:aws:kinesis:us-east-1:${STAGING}:stream/${job.name}`);
        await page.getByRole('button', { name: /The job writes to/ }).click();
        await page.getByRole('option', { name: 'Files on S3' }).click();
        await page
          .getByLabel(/Bucket and prefix/)
          .fill(`s3://example-lake/${job.name}`);
        await photograph('data');
        await next(page);

        await expect(
          page.getByRole('table', { name: /Managed Flink and EKS/ }),
        ).toContainText('fits better');
        await photograph('size');
        await next(page);

        await expect(page.getByLabel(/^Repository/)).toHaveValue(job.name);
        await page.getByLabel(/^Owner/).fill('flink');
        await page.getByRole('button', { name: 'Review' }).click();
      });

      await page.getByRole('button', { name: 'Create' }).click();
      const clickedAtMs = Date.now();

      await test.step('the task', async () => {
        await page.getByRole('button', { name: /show logs/i }).click();
        await expect(page.getByText(/repository published/)).toBeVisible({
          timeout: 120_000,
        });
        await expect(page.getByText(/the job runs/)).toBeVisible({
          timeout: 120_000,
        });
        await photograph('task');
      });

      await test.step('the component', async () => {
        await page.goto(`/catalog/default/component/${job.name}`);
        await expect(
          flinkCard(page).getByText('Healthy', { exact: true }).first(),
        ).toBeVisible({
          timeout: 180_000,
        });
        const tookMs = Date.now() - clickedAtMs;
        testInfo.annotations.push({
          type: 'seconds to Healthy',
          description: String(Math.round(tookMs / 1000)),
        });
        await photograph('component');
        expect(tookMs).toBeLessThan(HEALTHY_WITHIN_MS);
      });

      await test.step('the time it took', async () => {
        await page.goto('/flink/templates');
        await expect(
          page.getByRole('table', { name: /Newest runs of templates/ }),
        ).toContainText(job.name, { timeout: 120_000 });
        await photograph('templates');
      });
    });
  }
});

async function next(page: Page) {
  await page.getByRole('button', { name: 'Next' }).click();
}
