import { setTimeout as sleep } from 'node:timers/promises';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import {
  DEV,
  EAST,
  KUBERNETES_STORIES,
  MANAGED_STORIES,
  PROD,
  STABLE,
  STAGING,
  WEST,
} from './portal/expectedStories';
import {
  startPortalBackend,
  type PortalBackend,
} from './portal/startPortalBackend';
import { until } from './portal/until';

jest.setTimeout(300_000);

const SETTLEMENT = `${PROD}/payments/settlement-ledger`;
const STEP_MS = 100_000;
const MINUTE_MS = 60_000;
/** The operator looks every second, the portal watches it. */
const LOOKED_AT_MS = 3_000;
/** Metrics have a value per minute, and some rules want three. */
const THREE_VALUES_MS = 230_000;

let sandbox: Sandbox;
let portal: PortalBackend;

beforeAll(async () => {
  sandbox = await startSandbox();
  portal = await startPortalBackend({
    sandbox: sandbox.ports,
    config: {
      flink: {
        schedule: { initialDelay: { milliseconds: 100 } },
        // Rules that want three values in a row are not to wait three minutes.
        kubernetes: { metrics: { cadence: { seconds: 10 } } },
      },
    },
  });
});

afterAll(async () => {
  await portal?.stop();
  await sandbox?.close();
});

/** What a person sees first of an application. */
function firstLook({
  verdict,
  topFinding,
  state,
}: flinkApi.ApplicationSummary) {
  return {
    verdict,
    rule: topFinding?.ruleId,
    state: state.map(({ value }) => value).join(' '),
  };
}

async function shows(
  id: string,
  verdict: flinkApi.Verdict,
  rule: string | undefined,
  state: string | RegExp,
  withinMs = 45_000,
) {
  await until(
    () => portal.application(id).then(firstLook, String),
    seen =>
      typeof seen === 'object' &&
      seen.verdict === verdict &&
      seen.rule === rule &&
      (typeof state === 'string'
        ? seen.state === state
        : state.test(seen.state)),
    withinMs,
  );
  return portal.application(id);
}

/** The minute of the newest stored restart counter, epoch ms. */
async function newestRestartCountMs(id: string): Promise<number | undefined> {
  const { series } = await portal.metrics(id, '1h');
  const points = series.find(({ metric }) => metric === 'numRestarts')?.points;
  const newest = points?.filter(([, value]) => value !== null).at(-1);
  return newest ? Number(newest[0]) * 1000 : undefined;
}

describe('a story of the managed service is shown', () => {
  it.each(MANAGED_STORIES)(
    '%s',
    async (_story, id, verdict, rule, state, message) => {
      const { topFinding } = await shows(id, verdict, rule, state);

      expect(topFinding?.message).toMatch(message);
      expect(topFinding?.nextStep).not.toBe('');
    },
  );

  it('lag that grows because the CPU is full: cause first, then the lag', async () => {
    const { findings } = await shows(
      `${EAST}/clickstream-sessions-prod`,
      'Degraded',
      'resource-pressure',
      'RUNNING',
    );

    expect(findings.map(({ ruleId }) => ruleId)).toEqual([
      'resource-pressure',
      expect.stringMatching(/^lag-(growing|high)$/),
    ]);
  });

  it('scaling by the service is no incident, and worth knowing', async () => {
    const { operations, topFinding } = await shows(
      `${EAST}/fraud-scoring-prod`,
      'Healthy',
      'parallelism-differs',
      'RUNNING',
    );

    expect(topFinding?.severity).toBe('info');

    expect(operations[0]).toMatchObject({
      kind: 'autoscale',
      status: 'succeeded',
    });
  });

  it('a maintenance restart is no incident', async () => {
    const { operations, figures } = await shows(
      `${EAST}/shipment-events-prod`,
      'Healthy',
      undefined,
      'RUNNING',
    );

    expect(operations[0]).toMatchObject({ kind: 'maintenance' });
    expect(figures.restarts24h).toMatchObject({ unplanned: 0 });
  });

  it('a stopped application', async () => {
    const { topFinding } = await shows(
      `${DEV}/clickstream-sessions-dev`,
      'Stopped',
      undefined,
      'READY',
    );

    expect(topFinding).toBeUndefined();
  });

  it('an application that is being deployed, one of two at any time', async () => {
    const [verdicts] = await until(
      async () => [
        await Promise.all(
          ['orders-enrichment-staging', 'fraud-scoring-staging'].map(
            async name => {
              const { verdict, state } = await portal.application(
                `${DEV}/${name}`,
              );
              return `${verdict} ${state[0].value}`;
            },
          ),
        ),
      ],
      ([seen]) => seen.includes('Changing UPDATING'),
    );

    expect(verdicts).toContain('Changing UPDATING');
  });

  it('a normal day', async () => {
    const { figures, unreadable } = await shows(
      `${EAST}/orders-enrichment-prod`,
      'Healthy',
      undefined,
      'RUNNING',
    );

    expect(unreadable).toEqual([]);
    expect(figures.recordsIn?.value).toBeGreaterThan(0);
    expect(
      figures.recordsIn?.spark.filter(value => value !== null),
    ).not.toEqual([]);
  });
});

describe('a story of Kubernetes is shown', () => {
  it.each(KUBERNETES_STORIES)(
    '%s',
    async (_story, id, verdict, rule, state, message) => {
      const { topFinding } = await shows(id, verdict, rule, state);

      expect(topFinding?.message).toMatch(message);
      expect(topFinding?.nextStep).not.toBe('');
    },
  );

  it('the jobs of a session cluster, the finished one as well', async () => {
    const { jobs, workload } = await portal.application(
      `${PROD}/data-platform/shared-session`,
    );

    expect(workload).toBe('sessionCluster');
    expect(jobs.map(({ name, status }) => `${name} ${status}`).sort()).toEqual([
      'currency-rates RUNNING',
      'dead-letter-replay FINISHED',
      'schema-audit RUNNING',
    ]);
  });

  it('scaling by the operator is no incident', async () => {
    const { findings } = await shows(
      `${PROD}/web/page-view-rollups`,
      'Healthy',
      'parallelism-differs',
      STABLE,
    );

    expect(findings.map(({ severity }) => severity)).toEqual(['info']);
  });

  it('a suspended application', async () => {
    const { findings } = await shows(
      `${STAGING}/logistics-staging/route-eta`,
      'Stopped',
      undefined,
      'SUSPENDED FINISHED MISSING DEPLOYED',
    );

    expect(findings).toEqual([]);
  });

  it('both sides of a blue/green deployment as one application', async () => {
    await shows(
      `${PROD}/fraud/velocity-checks`,
      'Healthy',
      undefined,
      `ACTIVE_BLUE ${STABLE}`,
    );
    const fleet = await portal.fleet();

    expect(
      fleet.map(({ name }) => name).filter(name => /^velocity/.test(name)),
    ).toEqual(['velocity-checks']);
  });
});

describe('a source that cannot be read', () => {
  it('says which permission the portal lacks in which account', async () => {
    const source = await until(
      async () =>
        (await portal.sources()).find(({ id }) => id.includes('777788889999')),
      found => found?.status === 'failing',
    );

    expect(source?.error).toEqual({
      reason: 'denied',
      message: expect.stringMatching(
        /account 777788889999 \(us-east-1\).*lacks kinesisanalytics:ListApplications/,
      ),
    });
  });

  it('is failing within a minute when the cluster does not answer', async () => {
    const source = await until(
      async () =>
        (
          await portal.sources()
        ).find(({ id }) => id === 'kubernetes:eks-edge-ap'),
      found => found?.status === 'failing',
      60_000,
    );

    expect(source?.error).toEqual({
      reason: 'timeout',
      message: expect.stringContaining('"eks-edge-ap" did not answer in time'),
    });
  });

  it('takes nothing away from the others', async () => {
    const others = (await portal.sources()).filter(
      ({ id }) => !/777788889999|eks-edge-ap/.test(id),
    );

    expect(
      others.map(({ id, status, applications }) => [id, status, applications]),
    ).toEqual([
      [PROD, 'ok', 12],
      [STAGING, 'ok', 3],
      [WEST, 'ok', 7],
      [EAST, 'ok', 8],
      [DEV, 'ok', 8],
    ]);
  });
});

it('all six verdicts are in the fleet, and every application has an owner', async () => {
  const { counts, totalItems } = await portal.get<flinkApi.ApplicationPage>(
    '/applications?limit=1',
  );
  const fleet = await until(
    () => portal.fleet(),
    found => found.every(({ owner }) => owner),
  );

  expect(totalItems).toBe(38);
  expect(fleet.map(({ owner }) => owner)).not.toContain(undefined);
  expect(
    Object.entries(counts).filter(([, applications]) => applications === 0),
  ).toEqual([]);
});

// Moves the clock, so it comes last.
describe('when some minutes have passed, Kubernetes shows', () => {
  beforeAll(async () => {
    const countedMs = await until(
      () => newestRestartCountMs(SETTLEMENT),
      found => found !== undefined,
    );
    // A minute keeps its newest value. One that was counted before the jump must stand in a minute of its own,
    // or all the restarts of the jump fall into the first value, from which counting begins.
    await sleep(countedMs! + MINUTE_MS - Date.now());
    // The JobManager is down for two of every five minutes: one of the steps meets it.
    for (let step = 0; step < 4; step++) {
      sandbox.clock.advance(STEP_MS);
      await sleep(LOOKED_AT_MS);
    }
  });

  it('a restart loop after a deployment', async () => {
    const { topFinding, lastChange } = await shows(
      SETTLEMENT,
      'Unhealthy',
      'restart-loop',
      /^STABLE (RUNNING|RESTARTING|FAILING) READY DEPLOYED$/,
      THREE_VALUES_MS,
    );

    expect(topFinding?.message).toMatch(/unplanned restarts in 10 min/);
    expect(lastChange?.kind).toBe('update');
  });

  it('a JobManager that dies again and again, although the operator says STABLE', async () => {
    const { state, findings } = await until(
      () => portal.application(`${PROD}/logistics/route-eta`),
      ({ verdict }) => verdict === 'Unhealthy',
    );

    expect(state[0]).toEqual({ label: 'Lifecycle', value: 'STABLE' });
    expect(findings.map(({ ruleId }) => ruleId)).toContain('pod-restarts');
  });

  it('a slow sink', async () => {
    const { topFinding } = await shows(
      `${PROD}/web/ab-test-metrics`,
      'Degraded',
      'backpressure',
      STABLE,
      THREE_VALUES_MS,
    );

    expect(topFinding?.message).toMatch(
      /blocked \d+ % of the time by what comes after/,
    );
  });
});
