import { expect, flinkCard, openCard, test } from './support/portalTest';

const DEPLOY_EVERY_MS = 7 * 60_000;

test.describe('the card of an application that is', () => {
  test('Unhealthy names reason, value and limit, since, next step and last change', async ({
    page,
  }) => {
    const card = await openCard(page, 'component:account-takeover');
    const health = card.getByTestId('flink-application-health');
    await expect(health).toContainText('Unhealthy');
    await expect(health).toContainText(/since .*\(\d+ (min|h)\)/);
    await expect(health).toContainText(
      /Restart loop: \d+ unplanned restarts in 10 min, limit 3,/,
    );
    await expect(health).toContainText('→ Find the first exception');
    await expect(health).toContainText(
      /Last change: Updated: version 12 to 13/,
    );
    await expect(health).toContainText(/\(\d+ (s|min) before\)/);
    await expect(health.getByRole('link', { name: /\+\d more/ })).toBeVisible();
  });

  test('Unhealthy shows state, place, version, parallelism and data age', async ({
    page,
  }) => {
    const card = await openCard(page, 'component:account-takeover');
    await expect(card).toContainText('Application status: RUNNING');
    await expect(card).toContainText(
      'production · Managed Flink · 111122223333 / eu-west-1',
    );
    await expect(card).toContainText('Flink 2.2');
    await expect(card).toContainText('parallelism 8');
    await expect(card).toContainText(/as of \d\d:\d\d:\d\d/);
    await expect(
      card.getByRole('img', { name: /^lag, last hour/ }),
    ).toBeVisible();
    await expect(
      card.getByRole('img', { name: /^records out per second/ }),
    ).toBeVisible();
    await expect(
      card.getByRole('img', { name: /^checkpoint duration/ }),
    ).toBeVisible();
    await expect(
      card.getByRole('img', { name: /^restarts per hour/ }),
    ).toBeVisible();
  });

  test('Healthy is calm: a few lines, more on request', async ({ page }) => {
    const card = await openCard(page, 'component:inventory-snapshots');
    await expect(card).toContainText('Healthy');
    await expect(card).toContainText(
      /Lag .* · out .* · last checkpoint .* · restarts in 24 h 0/,
    );
    await expect(card).toContainText('Application status: RUNNING');
    await expect(card.getByText('Last change')).toHaveCount(0);
    await expect(card.getByRole('img', { name: /last hour/ })).toHaveCount(0);
    await card.getByRole('button', { name: 'Show figures' }).click();
    await expect(card.getByText('Last change')).toBeVisible();
    await expect(
      card.getByRole('img', { name: /^lag, last hour/ }),
    ).toBeVisible();
  });

  test('Degraded says what is broken although it runs', async ({ page }) => {
    const card = await openCard(page, 'component:loyalty-points');
    await expect(card).toContainText('Degraded');
    await expect(card).toContainText(/Backpressure: .*limit/);
    await expect(card).toContainText('→');
    await expect(card).toContainText('Application status: RUNNING');
  });

  test('Changing says so, without alarm', async ({ page, backend }) => {
    test.setTimeout(180_000);
    // Of the two staging jobs one is always being updated; one that has just begun stays so.
    let entity = '';
    await expect
      .poll(
        async () => {
          const { items } = await backend.fleet();
          const begun = items.find(
            ({ verdict, state, since, name }) =>
              verdict === 'Changing' &&
              state.some(({ value }) => value === 'UPDATING') &&
              /^(orders-enrichment|fraud-scoring)-staging$/.test(name) &&
              Date.now() - Date.parse(since) < DEPLOY_EVERY_MS - 30_000,
          );
          entity = begun?.name.replace('-staging', '') ?? '';
          return entity;
        },
        { timeout: 120_000 },
      )
      .not.toBe('');
    const card = await openCard(page, `component:${entity}`);
    const health = card.getByTestId('flink-application-health').first();
    await expect(health).toContainText('Changing');
    await expect(health).toContainText('Application status: UPDATING');
    await expect(health).toContainText(
      'An operation is in progress, within its expected time.',
    );
  });

  test('Stopped says that somebody asked for it', async ({ page }) => {
    const card = await openCard(page, 'component:clickstream-sessions');
    await card.getByRole('button', { name: /^Stopped/ }).click();
    const health = card
      .getByTestId('flink-application-health')
      .filter({ hasText: 'Stopped' });
    await expect(health).toContainText('Application status: READY');
    await expect(health).toContainText(
      'It does not run because it was asked to stop.',
    );
  });

  test('Unknown says why it could not be assessed', async ({ page }) => {
    const card = await openCard(page, 'component:feature-store');
    await expect(card).toContainText('Unknown');
    await expect(card).toContainText(/Not enough data: .*none of its metrics/);
    await expect(card).toContainText('not read');
    await expect(card.getByText('Healthy')).toHaveCount(0);
  });
});

test.describe('the card of an entity', () => {
  test('with several applications shows the worst first and opens it', async ({
    page,
  }) => {
    const card = await openCard(page, 'component:route-eta');
    // Its JobManager crashes every five minutes; between two crashes it only restarted too often.
    await expect(card).toContainText(
      /2 applications: 1 (Unhealthy|Degraded), 1 Stopped/,
    );
    const rows = card.getByRole('button', { name: /route-eta/ });
    await expect(rows.first()).toHaveAccessibleName(/^(Unhealthy|Degraded)/);
    await expect(rows.first()).toHaveAttribute('aria-expanded', 'true');
    await expect(rows.last()).toHaveAccessibleName(/^Stopped/);
    await expect(rows.last()).toHaveAttribute('aria-expanded', 'false');
    await expect(card.getByTestId('flink-application-health')).toContainText(
      // The rest comes and goes with every crash.
      'Lifecycle: STABLE',
    );
    await rows.last().click();
    await expect(
      card.getByTestId('flink-application-health').last(),
    ).toContainText('Lifecycle: SUSPENDED');
  });

  test('with a session cluster counts its jobs', async ({ page }) => {
    const card = await openCard(page, 'component:shared-session');
    await expect(card).toContainText(
      'Session cluster with 3 jobs: 2 RUNNING, 1 FINISHED',
    );
    await expect(card).toContainText('job schema-audit: no checkpoint');
  });

  test('whose annotation names nothing known says so and what to do', async ({
    page,
  }) => {
    const card = await openCard(page, 'component:loyalty-forecast');
    await expect(card).toContainText(
      /There is no application loyalty-forecast in .*: it is not deployed yet, or was deleted/,
    );
    await expect(card).toContainText('To link one, add the annotation');
    await expect(card.getByText('Healthy')).toHaveCount(0);
  });

  test('without an annotation is not there', async ({ page }) => {
    await page.goto('/catalog/default/component/checkout-web');
    await expect(page.getByText('Relations').first()).toBeVisible();
    await expect(flinkCard(page)).toHaveCount(0);
    await expect(page.getByRole('tab', { name: 'Flink' })).toHaveCount(0);
  });
});
