import {
  createWorld,
  FixedClock,
  selfSignedCertificate,
  startKubernetesApi,
  type KubernetesApi,
} from '@flink-portal/sandbox';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../tools/run';
import { eksForm } from './eksForms';
import { renderEks, renderFolder } from './renderEks';

jest.setTimeout(300_000);

const FIRST = `sha256:${'1'.repeat(64)}`;
const SECOND = `sha256:${'2'.repeat(64)}`;

describe('the scripts of a repository for EKS', () => {
  const folder = renderFolder();
  const whole = join(folder, 'whole');
  const repository = join(folder, 'repository');
  let api: KubernetesApi;
  let passing: NodeJS.Timeout;

  beforeAll(async () => {
    await renderEks(eksForm('kinesis', 's3'), whole);
    const tls = selfSignedCertificate('127.0.0.1');
    const clock = new FixedClock(Date.parse('2026-11-22T12:00:00Z'));
    api = await startKubernetesApi({
      world: createWorld({ seed: 'deploy', clock }),
      cluster: 'empty-cluster',
      port: 0,
      tls,
      tokens: ['admin'],
      namespaces: ['analytics'],
      tickIntervalMs: 0,
    });
    // A minute of the cluster's passes in six seconds here.
    passing = setInterval(() => {
      clock.advance(1000);
      api.tick();
    }, 100);
    await writeFile(
      join(folder, 'kubeconfig'),
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [
          {
            name: 'cluster',
            cluster: {
              server: api.url,
              'certificate-authority-data': Buffer.from(tls.cert).toString(
                'base64',
              ),
            },
          },
        ],
        users: [{ name: 'admin', user: { token: 'admin' } }],
        contexts: [
          { name: 'admin', context: { cluster: 'cluster', user: 'admin' } },
        ],
        'current-context': 'admin',
      }),
    );
  });
  afterAll(async () => {
    clearInterval(passing);
    await api?.close();
  });
  beforeEach(async () => {
    await rm(repository, { recursive: true, force: true });
    await mkdir(repository);
    await cp(whole, repository, { recursive: true });
  });

  const script = (
    name: string,
    args: string[],
    env: Record<string, string> = {},
  ) =>
    run('bash', [`bin/${name}`, ...args], {
      cwd: repository,
      env: {
        KUBECONFIG: join(folder, 'kubeconfig'),
        HOME: folder,
        POLL_SECONDS: '1',
        ...env,
      },
    });
  const overlay = (file: string) =>
    readFile(join(repository, 'deploy/overlays/staging', file), 'utf8');
  const git = (...args: string[]) =>
    run(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args],
      { cwd: repository },
    );

  it('refuses an environment that nothing was released to', async () => {
    const { code, output } = await script('deploy', ['staging']);
    expect(code).toBe(1);
    expect(output).toMatch(/nothing has been released to staging yet/);
  });

  it('refuses an environment with open questions, and shows them', async () => {
    await script('set-image', ['staging', FIRST]);
    await mkdir(join(repository, '.flink/open'), { recursive: true });
    await writeFile(
      join(repository, '.flink/open/staging.md'),
      'Which cluster?',
    );
    const { code, output } = await script('deploy', ['staging']);
    expect(code).toBe(1);
    expect(output).toMatch(/Which cluster\?/);
    expect(output).toMatch(/has open questions/);
  });

  it('refuses an environment that there is not', async () => {
    const { code, output } = await script('deploy', ['stagin']);
    expect(code).toBe(1);
    expect(output).toMatch(
      /there is no environment 'stagin'. There are: production/,
    );
  });

  it('applies an environment and follows the operator until the job is stable', async () => {
    await script('set-image', ['staging', FIRST]);
    const { code, output } = await script('deploy', ['staging'], {
      TIMEOUT_SECONDS: '120',
    });
    expect(output).toMatch(/orders-enricher is stable in staging/);
    expect(output).toMatch(
      /DEPLOYED, JobManager |UPGRADING, JobManager |CREATED, /,
    );
    expect(code).toBe(0);

    const again = await script('deploy', ['--follow', 'staging'], {
      TIMEOUT_SECONDS: '30',
    });
    expect(again.code).toBe(0);

    // Another image than the cluster has: only following must not take the old job for the new one.
    await script('set-image', ['staging', SECOND]);
    const other = await script('deploy', ['--follow', 'staging'], {
      TIMEOUT_SECONDS: '4',
    });
    expect(other.code).toBe(1);
    expect(other.output).toMatch(/is not stable in staging after 4 s/);
  });

  it('writes a digest and nothing else', async () => {
    const before = await overlay('kustomization.yaml');
    expect((await script('set-image', ['staging', FIRST])).code).toBe(0);
    expect(await overlay('kustomization.yaml')).toBe(
      before.replace(/sha256:0+/, FIRST),
    );
  });

  it.each([['latest'], ['sha256:12'], [`${FIRST}0`]])(
    'does not take %s for a digest',
    async digest => {
      const { code, output } = await script('set-image', ['staging', digest]);
      expect(code).toBe(2);
      expect(output).toContain('is no digest');
    },
  );

  it('goes back to the image before, and never to none', async () => {
    await git('init', '-q');
    for (const digest of [undefined, FIRST, SECOND]) {
      if (digest) {
        await script('set-image', ['staging', digest]);
      }
      await git('add', '.');
      await git('commit', '-qm', 'release');
    }
    expect((await script('rollback', ['staging'])).code).toBe(0);
    expect(await overlay('kustomization.yaml')).toContain(FIRST);

    await git('checkout', '-q', 'HEAD~1', '--', 'deploy');
    await git('update-ref', 'HEAD', 'HEAD~1');
    const { code, output } = await script('rollback', ['staging']);
    expect(code).toBe(1);
    expect(output).toContain('knows no earlier image');
  });

  it('starts from a savepoint when asked to, with a nonce that makes the operator obey', async () => {
    const savepoint = 's3://flink-state/orders/savepoints/savepoint-1a2b3c';
    for (const _ of [1, 2]) {
      const { code } = await script('rollback', ['staging', FIRST, savepoint]);
      expect(code).toBe(0);
    }
    const patch = await overlay('flinkdeployment.yaml');
    expect(patch.match(/initialSavepointPath: .*/g)).toEqual([
      `initialSavepointPath: ${savepoint}`,
    ]);
    expect(patch.match(/savepointRedeployNonce: \d+/g)).toHaveLength(1);
    expect((await run('python3', ['ci/check.py'], { cwd: repository })).output)
      // The language's own layer is not here, and its checks neither.
      .not.toMatch(/deploy\//);
  });

  it('asks MSK for the brokers of each cluster and writes each below its own', async () => {
    const msk = join(folder, 'msk');
    await renderEks(
      eksForm('msk', 'msk', {
        sink: {
          kind: 'msk',
          topic: 'enriched',
          clusterArn:
            'arn:aws:kafka:us-east-1:444455556666:cluster/other/0123abcd-0123-4567-89ab-0123456789ab-9',
        },
      }),
      msk,
    );
    const bin = join(folder, 'aws-bin');
    await mkdir(bin);
    await writeFile(
      join(bin, 'aws'),
      '#!/bin/sh\nname=$(echo "$4" | cut -d/ -f2)\necho "b-1.$name.kafka.us-east-1.amazonaws.com:9098,b-2.$name.kafka.us-east-1.amazonaws.com:9098"\n',
      { mode: 0o755 },
    );
    const { code, output } = await run('bash', ['bin/set-brokers', 'staging'], {
      cwd: msk,
      env: { PATH: `${bin}:${process.env.PATH}` },
    });
    expect({ code, output }).toMatchObject({ code: 0 });
    const [source, sink] = JSON.parse(
      await readFile(
        join(msk, 'deploy/overlays/staging/application_properties.json'),
        'utf8',
      ),
    ) as { PropertyMap: Record<string, string> }[];
    expect(source.PropertyMap['bootstrap.servers']).toMatch(
      /^b-1\.events\..*,b-2\.events\./,
    );
    expect(sink.PropertyMap['bootstrap.servers']).toMatch(
      /^b-1\.other\..*,b-2\.other\./,
    );
  });
});
