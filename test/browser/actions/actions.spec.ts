import {
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  ListApplicationOperationsCommand,
  StartApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { Browser, Locator, Page } from '@playwright/test';
import { expect, test, variable } from '../support/portalTest';
import { RestartablePortal } from './RestartablePortal';

const NAME = 'orders-enrichment-prod';
const ID = `managed:111122223333/us-east-1/${NAME}`;
const PAGE = `/flink/applications/${encodeURIComponent(ID)}`;
const OWNER = 'Amara Okafor';
const OTHER_TEAM = 'Mei Tanaka';
const PLATFORM_OWNER = 'Tomasz Nowak';
/** No change takes longer, on a machine that does ten other things. */
const CHANGE_MS = 240_000;

test.describe.configure({ mode: 'serial' });
test.setTimeout(420_000);

test.describe('actions in the portal', () => {
  const portal = new RestartablePortal();
  const aws = new KinesisAnalyticsV2Client({
    endpoint: variable('SANDBOX_AWS_URL'),
    region: 'us-east-1',
    credentials: {
      accessKeyId: 'AKIASANDBOX111122223333',
      secretAccessKey: 'sandbox',
    },
  });

  const detail = async () => {
    const { ApplicationDetail } = await aws.send(
      new DescribeApplicationCommand({ ApplicationName: NAME }),
    );
    return ApplicationDetail!;
  };
  const parallelism = async () =>
    (await detail()).ApplicationConfigurationDescription
      ?.FlinkApplicationConfigurationDescription
      ?.ParallelismConfigurationDescription?.Parallelism;
  const operations = async () => {
    const { ApplicationOperationInfoList } = await aws.send(
      new ListApplicationOperationsCommand({
        ApplicationName: NAME,
        Limit: 50,
      }),
    );
    return ApplicationOperationInfoList!.map(({ Operation }) => Operation);
  };
  const opened = async (browser: Browser, who: string) => {
    const page = await portal.signIn(browser, who);
    await expect(
      page.getByRole('group', { name: 'Filter by verdict' }),
    ).toBeVisible();
    await page.goto(PAGE);
    return page;
  };

  test.beforeAll(async () => {
    await portal.start();
    // Rights follow the catalog, which is joined to the inventory by a task of its own.
    await expect
      .poll(
        async () =>
          (await portal.backend.fleet()).find(({ id }) => id === ID)?.entityRefs
            .length,
        { timeout: 120_000 },
      )
      .toBeGreaterThan(0);
  });

  test.afterAll(async () => {
    if ((await detail()).ApplicationStatus === 'READY') {
      await aws.send(
        new StartApplicationCommand({
          ApplicationName: NAME,
          RunConfiguration: {},
        }),
      );
    }
    aws.destroy();
    await portal.end();
  });

  test('another team sees every action and why none is theirs', async ({
    browser,
  }) => {
    const page = await opened(browser, OTHER_TEAM);
    await menu(page).click();
    const rescale = page.getByRole('menuitem', { name: /^Rescale/ });
    await expect(rescale).toHaveAttribute('aria-disabled', 'true');
    await expect(rescale).toContainText(/You may not/);
    await shot(page, 'other-team');
    await page.context().close();
  });

  test('the owner rescales, and follows it across a restart of the portal', async ({
    browser,
  }) => {
    const before = await operations();
    const page = await opened(browser, OWNER);
    await choose(page, 'Rescale');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Parallelism', { exact: true }).fill('12');
    await shot(page, 'rescale-parameters');
    await dialog.getByRole('button', { name: 'Review' }).click();
    await confirm(page, dialog, 'Rescale', 'rescale-plan', 'Black Friday');

    const action = page.getByRole('region', { name: /^Rescale / });
    await expect(action).toContainText('in progress', { timeout: 60_000 });
    await shot(page, 'rescale-underway');
    await portal.kill();
    await portal.start();
    await expect(action).toContainText('succeeded', { timeout: CHANGE_MS });
    await shot(page, 'rescale-done');
    expect(await parallelism()).toBe(12);
    expect(await operations()).toEqual(['UpdateApplication', ...before]);
    await page.context().close();
  });

  test('the owner rolls it back', async ({ browser }) => {
    const before = await operations();
    const page = await opened(browser, OWNER);
    await choose(page, 'Roll back');
    const dialog = page.getByRole('dialog');
    await confirm(page, dialog, 'Roll back', 'rollback-plan', 'Too dear');
    const action = page.getByRole('region', { name: /^Roll back / });
    await expect(action).toContainText('succeeded', { timeout: CHANGE_MS });
    await shot(page, 'rollback-done');
    expect(await parallelism()).toBe(8);
    expect(await operations()).toEqual(['RollbackApplication', ...before]);
    await page.context().close();
  });

  test('the owner stops it and starts it from a snapshot', async ({
    browser,
  }) => {
    const before = await operations();
    const page = await opened(browser, OWNER);
    await choose(page, 'Stop');
    const dialog = page.getByRole('dialog');
    await confirm(page, dialog, 'Stop', 'stop-plan', 'Maintenance');
    const stop = page.getByRole('region', { name: /^Stop / });
    await expect(stop).toContainText('succeeded', { timeout: CHANGE_MS });
    await shot(page, 'stop-done');
    expect((await detail()).ApplicationStatus).toBe('READY');

    await choose(page, 'Start');
    await dialog
      .getByRole('radio', { name: 'From a snapshot that I choose' })
      .check();
    await dialog
      .getByRole('table', { name: 'Snapshots, newest first' })
      .getByRole('radio')
      .first()
      .check();
    await shot(page, 'start-parameters');
    await dialog.getByRole('button', { name: 'Review' }).click();
    await confirm(page, dialog, 'Start', 'start-plan', 'Done');
    const start = page.getByRole('region', { name: /^Start / });
    await expect(start).toContainText('succeeded', { timeout: CHANGE_MS });
    await shot(page, 'start-done');
    const { ApplicationStatus, ApplicationConfigurationDescription } =
      await detail();
    expect(ApplicationStatus).toBe('RUNNING');
    expect(
      ApplicationConfigurationDescription?.RunConfigurationDescription
        ?.ApplicationRestoreConfigurationDescription?.ApplicationRestoreType,
    ).toBe('RESTORE_FROM_CUSTOM_SNAPSHOT');
    expect(await operations()).toEqual([
      'StartApplication',
      'StopApplication',
      ...before,
    ]);
    await page.context().close();
  });

  test('a force-stop waits for a second person, who approves it', async ({
    browser,
  }) => {
    const before = await operations();
    const owner = await opened(browser, OWNER);
    await choose(owner, 'Force-stop');
    const asking = owner.getByRole('dialog');
    await asking.getByLabel(`Type ${NAME} to confirm`).fill(NAME);
    await confirm(owner, asking, 'Ask to', 'force-stop-plan', 'It hangs');
    const asked = owner.getByRole('region', { name: /^Force-stop / });
    await expect(asked).toContainText('waits for a second person');
    await expect(asked.getByRole('button', { name: /^Approve/ })).toHaveCount(
      0,
    );
    expect(await operations()).toEqual(before);

    const approver = await portal.signIn(browser, PLATFORM_OWNER);
    await approver.getByRole('link', { name: 'Actions', exact: true }).click();
    await shot(approver, 'waiting-for-approval');
    await approver
      .getByRole('button', { name: /^Approve: Force-stop/ })
      .click();
    const deciding = approver.getByRole('dialog');
    await deciding.getByLabel(`Type ${NAME} to confirm`).fill(NAME);
    await shot(approver, 'approval');
    await deciding.getByRole('button', { name: 'Approve' }).click();

    await expect(asked).toContainText('succeeded', { timeout: CHANGE_MS });
    await shot(owner, 'force-stop-done');
    expect(await operations()).toEqual(['StopApplication', ...before]);
    expect((await detail()).ApplicationStatus).toBe('READY');
    await owner.context().close();
    await approver.context().close();
  });
});

function menu(page: Page): Locator {
  return page.getByRole('button', { name: `Actions on ${NAME}` });
}

/** Chooses an action, once the newest reading of the application allows it. */
async function choose(page: Page, label: string): Promise<void> {
  const item = page
    .getByRole('menuitem', { name: new RegExp(`^${label}`) })
    .first();
  await expect(async () => {
    await page.goto(PAGE);
    await menu(page).click();
    await expect(item).toBeEnabled({ timeout: 5_000 });
  }).toPass({ timeout: 120_000 });
  await item.click();
}

/** Gives the reason and confirms, once the plan is there. */
async function confirm(
  page: Page,
  dialog: Locator,
  label: string,
  picture: string,
  reason: string,
): Promise<void> {
  const button = dialog.getByRole('button', {
    name: new RegExp(`^${label}`),
  });
  await expect(button).toBeVisible({ timeout: 60_000 });
  await dialog.getByLabel(/^Reason/).fill(reason);
  await shot(page, picture);
  await button.click();
}

async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: `test-results/actions/${name}.png`,
    fullPage: true,
    animations: 'disabled',
  });
}
