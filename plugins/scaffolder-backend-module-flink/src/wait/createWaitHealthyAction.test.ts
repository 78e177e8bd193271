import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { exampleInput } from '../__testUtils__/exampleInput';
import {
  initiator,
  runAction,
  startAction,
  type StartedRun,
  type TaskAround,
} from '../__testUtils__/runAction';
import { startHost, type Host } from '../__testUtils__/startHost';
import { FlinkBackend } from '../portal/FlinkBackend';
import { createWaitHealthyAction } from './createWaitHealthyAction';
import { examples } from './waitHealthy.examples';

const ID = 'managed:444455556666/us-east-1/orders-enricher';
const COMMIT = 'c0ffee';
// A whole second, as git hosts date what they keep.
const START = Math.floor(Date.now() / 1000) * 1000;
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

/** What the git host and the portal's Flink backend say at the moment. */
interface World {
  statuses: object[] | number;
  application: Partial<flinkApi.ApplicationDetail> | number;
  recordAnswer: number;
}

describe('flink:wait-healthy', () => {
  let host: Host;
  let world: World;
  let changes: (() => void)[];
  let nowMs: number;

  beforeAll(async () => {
    host = await startHost(({ method, path }) => {
      if (path.startsWith('/api/v1/')) {
        return typeof world.statuses === 'number'
          ? { status: world.statuses, body: {} }
          : { status: 200, body: world.statuses };
      }
      if (method === 'POST') {
        return { status: world.recordAnswer };
      }
      const { application } = world;
      changes.shift()?.();
      return typeof application === 'number'
        ? { status: application, body: {} }
        : { status: 200, body: application };
    });
  });
  beforeEach(() => {
    host.requests.length = 0;
    world = { statuses: [], application: 404, recordAnswer: 204 };
    changes = [];
    nowMs = START;
  });
  afterAll(() => host.close());

  function action() {
    return createWaitHealthyAction({
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            gitea: [
              {
                host: 'git.example.com',
                baseUrl: host.url,
                username: 'scaffolder',
                password: 'secret',
              },
            ],
            gerrit: [{ host: 'gerrit.example.com', gitilesBaseUrl: host.url }],
          },
        }),
      ),
      flink: new FlinkBackend({
        discovery: host.discovery,
        auth: mockServices.auth({ pluginId: 'scaffolder' }),
      }),
      now: () => nowMs,
      cadence: { applicationMs: 1, statusesMs: 0 },
    });
  }

  function planOn(gitHost: string) {
    return {
      environments: [
        { name: 'staging', applicationId: ID },
        { name: 'production', applicationId: 'managed:never/asked/for' },
      ],
      repository: {
        host: gitHost,
        owner: 'flink',
        name: 'orders-enricher',
        url: `${host.url}/flink/orders-enricher`,
        defaultBranch: 'main',
      },
      template: { name: 'flink-managed', version: '1.0.0' },
    };
  }

  function input(
    changed: Partial<
      Parameters<ReturnType<typeof action>['handler']>[0]['input']
    > = {},
  ) {
    return {
      plan: planOn('git.example.com'),
      startedAt: at(0),
      commitHash: COMMIT,
      ...changed,
    };
  }

  const run = (
    changed?: Parameters<typeof input>[0],
    around?: TaskAround,
  ): StartedRun => startAction(action(), input(changed), around);

  const recorded = (): flinkApi.TemplateRun[] =>
    host.requests
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => JSON.parse(body));

  it('tells what was reached with the seconds since the start, and records the run', async () => {
    changes = [
      () => {
        nowMs = START + 20_000;
        world.statuses = [status('flink/ci', 'success', 12)];
      },
      () => {
        nowMs = START + 40_000;
        world.statuses = [
          status('flink/ci', 'success', 12),
          status('flink/artefact', 'success', 25, 'orders-enricher-1.jar'),
          status('flink/infrastructure', 'success', 33),
        ];
        world.application = detail({
          verdict: 'Changing',
          state: [{ label: 'Application status', value: 'STARTING' }],
        });
      },
      () => {
        nowMs = START + 60_000;
        world.application = detail({
          jobs: [{ name: 'orders', status: 'RUNNING', startedAt: at(45) }],
          figures: { recordsIn: records(3, 48) },
        });
      },
      () => {
        nowMs = START + 80_000;
        world.application = detail({
          jobs: [
            {
              name: 'orders',
              status: 'RUNNING',
              startedAt: at(45),
              lastCompletedCheckpointAt: at(71),
            },
          ],
          figures: { recordsIn: records(3, 75) },
        });
      },
    ];

    const { log, outputs, ended } = run();
    await ended;

    expect(log).toEqual([
      `info +0 s  repository published: ${host.url}/flink/orders-enricher`,
      'info +12 s  the repository’s own checks passed',
      'info +25 s  artefact built and uploaded: orders-enricher-1.jar',
      'info +33 s  infrastructure created',
      'info +60 s  Application status STARTING (Changing)',
      'info +80 s  Application status RUNNING (Healthy)',
      'info +45 s  the job runs',
      'info +48 s  first record read',
      'info +71 s  first checkpoint completed',
    ]);
    expect(outputs).toEqual({
      applicationId: ID,
      secondsToFirstCheckpoint: 71,
      milestones: [
        { id: 'repository', at: at(0), seconds: 0 },
        { id: 'ci', at: at(12), seconds: 12 },
        { id: 'artefact', at: at(25), seconds: 25 },
        { id: 'infrastructure', at: at(33), seconds: 33 },
        { id: 'running', at: at(45), seconds: 45 },
        { id: 'firstRecord', at: at(48), seconds: 48 },
        { id: 'firstCheckpoint', at: at(71), seconds: 71 },
      ],
    });
    expect(recorded()).toEqual([
      {
        id: 'mock-task-id',
        template: 'flink-managed',
        templateVersion: '1.0.0',
        applicationId: ID,
        startedAt: at(0),
        endedAt: at(71),
        outcome: 'firstCheckpoint',
        milestones: [
          { id: 'repository', at: at(0) },
          { id: 'ci', at: at(12) },
          { id: 'artefact', at: at(25) },
          { id: 'infrastructure', at: at(33) },
          { id: 'running', at: at(45) },
          { id: 'firstRecord', at: at(48) },
          { id: 'firstCheckpoint', at: at(71) },
        ],
      },
    ]);
  });

  it('reads as the person who started the task and records as the scaffolder', async () => {
    world.application = reached();

    await run().ended;

    const tokens = host.requests
      .filter(({ path }) => path.startsWith('/api/flink'))
      .map(({ headers }) => headers.authorization);
    expect(tokens).toEqual([
      `Bearer ${tokenOf(initiator)}`,
      `Bearer ${tokenOf(mockCredentials.service('plugin:scaffolder'))}`,
    ]);
  });

  it('asks the git host for the commit with the credentials of the integration', async () => {
    world.application = reached();

    await run().ended;

    expect(host.requests[0]).toMatchObject({
      path: `/api/v1/repos/flink/orders-enricher/commits/${COMMIT}/statuses?limit=50`,
      headers: {
        authorization: `basic ${Buffer.from('scaffolder:secret').toString(
          'base64',
        )}`,
      },
    });
  });

  it('follows the default branch when no commit is named', async () => {
    world.application = reached();

    await run({ commitHash: undefined }).ended;

    expect(host.requests[0].path).toContain('/commits/main/statuses');
  });

  it('ends with the words of the check that failed', async () => {
    nowMs = START + 30_000;
    world.statuses = [
      status('flink/ci', 'success', 12),
      {
        ...status(
          'flink/infrastructure',
          'failure',
          20,
          'Role may not be made',
        ),
        target_url: 'https://git.example.com/flink/orders/actions/runs/1',
      },
    ];

    const { ended, outputs } = run();

    await expect(ended).rejects.toThrow(
      'flink/infrastructure failed: Role may not be made. Its log: https://git.example.com/flink/orders/actions/runs/1\nThe repository stays',
    );
    expect(outputs.milestones).toHaveLength(2);
    expect(recorded()).toEqual([
      expect.objectContaining({
        outcome: 'failed',
        failure: expect.stringContaining('Role may not be made'),
        endedAt: at(30),
      }),
    ]);
  });

  it('goes by the newest word of a check', async () => {
    nowMs = START + 30_000;
    world.statuses = [
      { ...status('flink/ci', 'success', 20), id: 8 },
      { ...status('flink/ci', 'failure', 20), id: 7 },
      { ...status('flink/ci', 'failure', 12), id: 9 },
    ];
    changes = [
      () => {
        world.application = reached();
      },
    ];

    await expect(run().ended).resolves.toBeUndefined();
  });

  it('does not mind checks that are not the suite’s', async () => {
    world.statuses = [status('lint/spelling', 'failure', 1)];
    changes = [
      () => {
        world.application = reached();
      },
    ];

    await expect(run().ended).resolves.toBeUndefined();
  });

  it('ends with the cause when the job is unhealthy', async () => {
    world.application = unhealthy();

    await expect(run().ended).rejects.toThrow(
      'orders-enricher is unhealthy: The job restarts again and again. 9 restarts in 5 min. First fault: java.net.ConnectException: refused Read the exception.',
    );
  });

  it('waits on while an unhealthy job has symptoms only', async () => {
    const { findings } = unhealthy();
    world.application = unhealthy({
      findings: findings!.map(finding => ({ ...finding, role: 'symptom' })),
    });
    changes = [
      () => {
        world.application = reached();
      },
    ];

    await expect(run().ended).resolves.toBeUndefined();
  });

  it('takes nothing from before the run for its own', async () => {
    const before = new Date(START - 60_000).toISOString();
    world.application = unhealthy({
      observedAt: before,
      jobs: [
        {
          name: 'orders',
          status: 'RUNNING',
          startedAt: before,
          lastCompletedCheckpointAt: before,
        },
      ],
      figures: { recordsIn: { ...records(3, 0), at: before } },
    });
    changes = [
      () => {},
      () => {
        world.application = reached();
      },
    ];

    const { ended, log } = run();
    await ended;

    expect(log.filter(line => line.includes('first checkpoint'))).toHaveLength(
      1,
    );
    expect(
      host.requests.filter(({ path }) => path.includes('flink/app')),
    ).toHaveLength(3);
  });

  it('says what it waited for when the time is up', async () => {
    world.statuses = [status('flink/ci', 'success', 0)];
    changes = [
      () => {
        nowMs = START + 5 * 60_000;
      },
    ];

    const { ended } = run({ timeoutMinutes: 5 });

    await expect(ended).rejects.toThrow(
      `No first checkpoint within 5 minutes. Not yet: artefact built and uploaded. The portal has not seen ${ID}.`,
    );
    expect(recorded()[0]).toMatchObject({ outcome: 'timedOut' });
  });

  it('says that the application may be hidden from who waits', async () => {
    world.application = 403;
    changes = [
      () => {
        nowMs = START + 60 * 60_000;
      },
    ];

    await expect(run().ended).rejects.toThrow('or you may not see it');
  });

  it('says once what it cannot see and goes on', async () => {
    world.statuses = 401;
    world.application = 503;
    changes = [
      () => {},
      () => {},
      () => {
        world.application = reached();
      },
    ];

    const { ended, log } = run();
    await ended;

    expect(log.filter(line => line.startsWith('warn'))).toEqual([
      expect.stringMatching(
        /^warn Cannot see commit statuses: .* refuses the portal's credentials .*\(401\)\. The wait goes on without it\.$/,
      ),
      expect.stringMatching(/^warn Cannot see the application: .*503/),
    ]);
  });

  it('says that it cannot read the checks of a host it does not speak to', async () => {
    world.application = reached();

    const { ended, log } = run({ plan: planOn('gerrit.example.com') });
    await ended;

    expect(log).toContainEqual(
      'warn Cannot see the checks of flink/orders-enricher: the portal does not read commit statuses from gerrit.example.com. The wait goes on without it.',
    );
    expect(host.requests.map(({ path }) => path)).not.toContainEqual(
      expect.stringContaining('/statuses'),
    );
  });

  it('keeps what it saw when the backend starts again', async () => {
    const kept = new Map<string, unknown>([
      ['flink.wait-healthy.running', at(5)],
    ]);
    world.application = reached();

    const { ended, outputs } = run(undefined, {
      checkpoint: async ({ key, fn }) =>
        kept.has(key)
          ? (kept.get(key) as Awaited<ReturnType<typeof fn>>)
          : fn(),
    });
    await ended;

    expect(outputs.milestones).toContainEqual({
      id: 'running',
      at: at(5),
      seconds: 5,
    });
  });

  it('stops when the task is cancelled, and records that', async () => {
    const controller = new AbortController();
    changes = [() => {}, () => controller.abort()];

    await expect(
      run(undefined, { signal: controller.signal }).ended,
    ).rejects.toThrow('was cancelled');
    expect(recorded()[0]).toMatchObject({ outcome: 'cancelled' });
  });

  it('only warns when the run cannot be recorded', async () => {
    world.application = reached();
    world.recordAnswer = 500;

    const { ended, log } = run();
    await ended;

    expect(log.at(-1)).toMatch(
      /^warn The time of this run could not be recorded: .*500/,
    );
  });

  it('keeps secrets of a failure out of the record', async () => {
    world.statuses = [
      status('flink/ci', 'failure', 0, 'password=hunter2-Zk81mmPq'),
    ];

    await expect(run().ended).rejects.toThrow();
    expect(recorded()[0].failure).toContain('flink/ci failed');
    expect(recorded()[0].failure).not.toContain('hunter2');
  });

  it('only says in a dry run what it would wait for', async () => {
    const { ended, log, outputs } = run(undefined, { isDryRun: true });
    await ended;

    expect(host.requests).toEqual([]);
    expect(log).toEqual([
      `info Would wait up to 30 minutes for the first checkpoint of ${ID}, and follow the checks of flink/orders-enricher.`,
    ]);
    expect(outputs).toEqual({ applicationId: ID, milestones: [] });
  });

  it('runs its first example', async () => {
    world.application = reached();
    const { plan, startedAt, commitHash } = input();

    const { outputs } = await runAction(
      action(),
      exampleInput(action(), examples[0], {
        validate: { plan, startedAt },
        publish: { commitHash },
      }),
    );

    expect(outputs).toMatchObject({ applicationId: ID });
    expect(host.requests[0].path).toContain(COMMIT);
  });

  it('waits for an application alone, and records nothing, as in its second example', async () => {
    world.application = reached();

    const { outputs } = await runAction(
      action(),
      exampleInput(action(), examples[1]),
    );

    expect(outputs).toMatchObject({
      applicationId: 'kubernetes:eks-staging-us/analytics/orders-enricher',
    });
    expect(host.requests.map(({ path }) => path)).toEqual([
      '/api/flink/applications/kubernetes%3Aeks-staging-us%2Fanalytics%2Forders-enricher',
    ]);
  });

  it.each([
    [{ plan: undefined }, 'needs the plan of flink:validate or an'],
    [{ plan: { environments: [] } }, 'plan is not the output of flink:valid'],
    [{ applicationId: 'orders' }, '"orders" is not an application id'],
    [{ startedAt: 'today' }, 'startedAt: "today" is not a time'],
    [{ remoteUrl: 'orders' }, 'remoteUrl: "orders" is not a URL'],
  ])('refuses %j', async (changed, message) => {
    await expect(run(changed).ended).rejects.toThrow(message);
    expect(host.requests).toEqual([]);
  });

  function detail(
    changed: Partial<flinkApi.ApplicationDetail>,
  ): Partial<flinkApi.ApplicationDetail> {
    return {
      id: ID,
      name: 'orders-enricher',
      verdict: 'Healthy',
      observedAt: new Date(nowMs).toISOString(),
      state: [{ label: 'Application status', value: 'RUNNING' }],
      figures: {},
      findings: [],
      jobs: [],
      ...changed,
    };
  }

  /** An application as it is after its first checkpoint. */
  function reached() {
    return detail({
      figures: {
        lastCheckpoint: {
          at: new Date(nowMs).toISOString(),
          inferred: true,
          spark: [],
        },
      },
    });
  }

  function unhealthy(changed: Partial<flinkApi.ApplicationDetail> = {}) {
    return detail({
      verdict: 'Unhealthy',
      findings: [
        {
          ruleId: 'restarts',
          severity: 'unhealthy',
          role: 'cause',
          title: 'The job restarts again and again',
          message: '9 restarts in 5 min.',
          since: at(0),
          evidence: [],
          nextStep: 'Read the exception.',
          docs: '',
        },
      ],
      firstFault: {
        at: at(0),
        exceptionClass: 'java.net.ConnectException',
        message: 'refused',
      },
      ...changed,
    });
  }
});

function status(
  context: string,
  state: string,
  seconds: number,
  description = '',
) {
  return {
    id: 1,
    context,
    status: state,
    description,
    target_url: '',
    created_at: at(seconds),
    updated_at: at(seconds),
  };
}

function records(value: number, seconds: number): flinkApi.Figure {
  return { value, unit: 'recordsPerSecond', at: at(seconds), spark: [] };
}

function tokenOf(onBehalfOf: BackstageCredentials) {
  return mockCredentials.service.token({ onBehalfOf, targetPluginId: 'flink' });
}
