import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import {
  CLUSTER_TOKEN,
  GIT_CREDENTIALS,
  startSandbox,
  type Sandbox,
} from '../startSandbox';

// eslint-disable-next-line no-restricted-syntax -- tests run from their sources
const FIXTURES = resolve(__dirname, '../../fixtures/repositories');
const TEMPLATE = 'infra/20-application.yaml';
const DEPLOYMENT = 'deploy/base/flinkdeployment.yaml';

interface Status {
  readonly context: string;
  readonly state: string;
  readonly description: string;
}

jest.setTimeout(60_000);

describe('CI in the sandbox', () => {
  let sandbox: Sandbox;
  let work: string;
  let pushed = 0;

  beforeAll(async () => {
    sandbox = await startSandbox({ pace: 'brisk' });
    work = mkdtempSync(join(tmpdir(), 'ci-test-'));
  });

  afterAll(async () => {
    await sandbox.close();
    rmSync(work, { recursive: true, force: true });
  });

  const gitUrl = () => `http://127.0.0.1:${sandbox.ports.git}`;
  const { username, password } = GIT_CREDENTIALS;
  const authorization = `Basic ${Buffer.from(
    `${username}:${password}`,
  ).toString('base64')}`;
  // Never synchronously: the host that git talks to runs in this process.
  const git = async (folder: string, ...args: string[]) => {
    const { stdout } = await promisify(execFile)('git', [
      '-C',
      folder,
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@example.com',
      ...args,
    ]);
    return stdout.trim();
  };

  /** Pushes a fixture under a job name of its own, changed on the way, and waits for CI. */
  const push = async (
    fixture: 'managed' | 'eks',
    change: (
      edit: (file: string, from: string | RegExp, to: string) => void,
      folder: string,
    ) => void = () => {},
    branch = 'main',
  ) => {
    pushed += 1;
    const name = `job${String.fromCharCode(96 + pushed)}`;
    const folder = join(work, name);
    cpSync(join(FIXTURES, fixture), folder, { recursive: true });
    const edit = (file: string, from: string | RegExp, to: string) => {
      const before = readFileSync(join(folder, file), 'utf8');
      const after = before.replace(from, to);
      expect(after).not.toBe(before);
      writeFileSync(join(folder, file), after);
    };
    const was = fixture === 'managed' ? 'orders' : 'visits';
    edit('.flink/job.json', `"${was}"`, `"${name}"`);
    if (fixture === 'managed') {
      edit(TEMPLATE, 'Default: orders', `Default: ${name}`);
    }
    change(edit, folder);
    await fetch(`${gitUrl()}/api/v1/orgs/flink/repos`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
    await git(folder, 'init', '--quiet', '-b', branch);
    await git(folder, 'add', '-A');
    await git(folder, 'commit', '--quiet', '-m', 'Begin');
    await git(
      folder,
      'push',
      '--quiet',
      `${gitUrl().replace(
        '//',
        `//${username}:${password}@`,
      )}/flink/${name}.git`,
      branch,
    );
    const sha = await git(folder, 'rev-parse', 'HEAD');
    await sandbox.ciIdle();
    const answer = await fetch(
      `${gitUrl()}/api/v1/repos/flink/${name}/commits/${sha}/status`,
    );
    const { statuses } = (await answer.json()) as { statuses: Status[] };
    const page = await fetch(`${gitUrl()}/flink/${name}/ci/${sha}`);
    return {
      name,
      sha,
      statuses,
      states: statuses.map(({ context, state }) => `${context} ${state}`),
      log: await page.text(),
    };
  };

  it('brings a pushed application to life on Managed Flink', async () => {
    const { name, sha, states, statuses } = await push('managed');
    expect(states).toEqual([
      'flink/ci success',
      'flink/artefact success',
      'flink/infrastructure success',
    ]);
    expect(statuses[1].description).toBe(`${name}/${sha}/job.jar`);
    expect(
      sandbox
        .writes()
        .map(({ operation, subject }) => `${operation} ${subject}`),
    ).toEqual(
      expect.arrayContaining([
        `CreateApplication ${name}`,
        `StartApplication ${name}`,
      ]),
    );
  });

  it('brings a pushed FlinkDeployment to life on its cluster, checkpoint included', async () => {
    const { states } = await push('eks');
    expect(states.at(-1)).toBe('flink/infrastructure success');
    const api = (path: string) =>
      fetch(`http://127.0.0.1:${sandbox.ports.eksStagingUs}${path}`, {
        headers: { authorization: `Bearer ${CLUSTER_TOKEN}` },
      }).then(response => response.json());
    const deployment = await api(
      '/apis/flink.apache.org/v1beta1/namespaces/analytics/flinkdeployments/visits',
    );
    expect(deployment.status.lifecycleState).toBe('STABLE');
    expect(deployment.metadata.labels).toMatchObject({
      owner: 'web-analytics',
    });
    sandbox.clock.advance(12_000);
    const proxy =
      '/api/v1/namespaces/analytics/services/visits-rest:8081/proxy';
    const { jobs } = await api(`${proxy}/jobs`);
    const { counts } = await api(`${proxy}/jobs/${jobs[0].id}/checkpoints`);
    expect(counts.completed).toBeGreaterThan(0);
  });

  it('says loudly that it built nothing', async () => {
    const { log } = await push('managed', (_edit, folder) => {
      mkdirSync(join(folder, 'bin'));
      writeFileSync(join(folder, 'bin/verify'), '#!/bin/bash\n');
    });
    expect(log).toMatch(/SKIPPED {2}bin\/verify: nothing was built or tested/);
  });

  it('fails on what the repository’s own check finds, in its words', async () => {
    const { states, statuses, log } = await push('managed', (_edit, folder) =>
      writeFileSync(join(folder, 'forbidden.txt'), ''),
    );
    expect(states).toEqual(['flink/ci failure']);
    expect(statuses[0].description).toContain(
      'forbidden.txt:1: This must not be here',
    );
    expect(log).toContain('FAILED');
  });

  type Broken = [string, string, string | RegExp, string, string];
  it.each<Broken>([
    [
      'a property nobody knows',
      TEMPLATE,
      'RuntimeEnvironment:',
      'RuntimeVersion:',
      'runtimeVersion is not a member',
    ],
    [
      'a runtime that does not exist',
      TEMPLATE,
      'FLINK-2_2',
      'FLINK-9_9',
      'FLINK-9_9',
    ],
    [
      'a reference to nothing',
      TEMPLATE,
      '!GetAtt ExecutionRole.Arn',
      '!GetAtt JobRole.Arn',
      'JobRole is referenced',
    ],
    [
      'a parameter against its pattern',
      'infra/params/staging.json',
      'stream/orders',
      'topic/orders',
      'SourceStreamArn',
    ],
  ])(
    'refuses %s before anything is deployed',
    async (_what, file, from, to, message) => {
      const { states, log } = await push('managed', edit =>
        edit(file, from, to),
      );
      expect(states).toEqual(['flink/ci failure']);
      expect(log).toContain(message);
    },
  );

  it.each<Broken>([
    [
      'a role that does not exist',
      TEMPLATE,
      '!GetAtt ExecutionRole.Arn',
      'arn:aws:iam::444455556666:role/nobody',
      'There is no role',
    ],
    [
      'a role that trusts another service',
      TEMPLATE,
      'kinesisanalytics.amazonaws.com',
      'lambda.amazonaws.com',
      'does not trust',
    ],
    [
      'a role that may not read the code',
      TEMPLATE,
      "'s3:GetObject'",
      "'s3:ListBucket'",
      'may not read the code',
    ],
  ])('fails to deploy with %s', async (_what, file, from, to, message) => {
    const { states, statuses } = await push('managed', edit =>
      edit(file, from, to),
    );
    expect(states.at(-1)).toBe('flink/infrastructure failure');
    expect(statuses.at(-1)?.description).toContain(message);
  });

  it.each<Broken>([
    [
      'a Flink version the operator does not know',
      DEPLOYMENT,
      'v2_2',
      'v9_9',
      'spec.flinkVersion',
    ],
    [
      'a misspelled field',
      DEPLOYMENT,
      'upgradeMode',
      'upgradMode',
      'upgradMode',
    ],
    [
      'what the operator’s webhook denies',
      DEPLOYMENT,
      'parallelism: 2',
      'parallelism: 0',
      'parallelism must be larger than 0',
    ],
  ])('refuses %s in a manifest', async (_what, file, from, to, message) => {
    const { states, log } = await push('eks', edit => edit(file, from, to));
    expect(states).toEqual(['flink/ci failure']);
    expect(log).toContain(message);
  });

  it('does not deploy to an environment about which something is open', async () => {
    const { states, statuses } = await push('managed', (_edit, folder) => {
      mkdirSync(join(folder, '.flink/open'));
      writeFileSync(join(folder, '.flink/open/staging.md'), '# Open');
    });
    expect(states.at(-1)).toBe('flink/infrastructure failure');
    expect(statuses.at(-1)?.description).toContain('.flink/open/staging.md');
  });

  it('checks another branch and deploys nothing of it', async () => {
    const { states } = await push('managed', undefined, 'try-out');
    expect(states).toEqual(['flink/ci success']);
  });
});
