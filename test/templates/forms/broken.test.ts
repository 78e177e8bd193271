import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../tools/run';
import { exampleForm, planOfForm } from '../planExample';
import { renderLayers } from '../renderLayers';

jest.setTimeout(300_000);

const EXAMPLES = ['managed-java', 'managed-python', 'eks-java'] as const;
type Example = (typeof EXAMPLES)[number];

const CI = '.github/workflows/ci.yml';
const APPLICATION = 'infra/20-application.yaml';
const DEPLOYMENT = 'deploy/base/flinkdeployment.yaml';

/** One thing that somebody breaks: in a repository, a file, what was there and what is there now; and the complaint. */
type Break = [
  what: string,
  example: Example,
  file: string,
  was: string | RegExp,
  is: string,
  complaint: RegExp,
];

const BREAKS: Break[] = [
  [
    'operators without uids',
    'managed-python',
    'job/environment.py',
    'return uids.assign(self.execution)',
    'return self.execution',
    /Operators get no uids/,
  ],
  [
    'Flink itself in the jar',
    'managed-java',
    'pom.xml',
    /(<artifactId>flink-streaming-java<\/artifactId>\s*)<scope>provided<\/scope>/,
    '$1',
    /flink-streaming-java would be in the jar/,
  ],
  [
    'flink-core in the jar',
    'eks-java',
    'pom.xml',
    /<\/dependencies>(?![\s\S]*<\/dependencies>)/,
    '<dependency><groupId>org.apache.flink</groupId><artifactId>flink-core</artifactId></dependency></dependencies>',
    /flink-core would be in the jar/,
  ],
  [
    'Flink itself among the connectors of Python',
    'managed-python',
    'connectors/pom.xml',
    '<dependencies>',
    '<dependencies><dependency><groupId>org.apache.flink</groupId><artifactId>flink-core</artifactId></dependency>',
    /flink-core would be in the job's jar/,
  ],
  [
    'services that are not merged',
    'managed-java',
    'pom.xml',
    /ServicesResourceTransformer/g,
    'DontIncludeResourceTransformer',
    /without ServicesResourceTransformer/,
  ],
  [
    'Flink of another line than the one that runs',
    'managed-java',
    'pom.xml',
    /<flink\.version>.*</,
    '<flink.version>1.20.3<',
    /flink\.version is "1\.20\.3"/,
  ],
  [
    'a library of whatever version',
    'managed-python',
    'requirements-dev.txt',
    'pytest==',
    'pytest>=',
    /has no exact version/,
  ],
  [
    'a version that the operator does not know',
    'eks-java',
    DEPLOYMENT,
    /flinkVersion: v\d_\d+/,
    'flinkVersion: v2_3',
    /The operator does not know v2_3/,
  ],
  [
    'no checkpoints',
    'eks-java',
    DEPLOYMENT,
    'execution.checkpointing.interval:',
    'execution.checkpointing.intervall:',
    /execution\.checkpointing\.interval is not set/,
  ],
  [
    'upgrades that lose state',
    'eks-java',
    'deploy/overlays/production/flinkdeployment.yaml',
    'upgradeMode: savepoint',
    'upgradeMode: stateless',
    /An upgrade would throw the state away/,
  ],
  [
    'a role that may do everything with S3, of Managed Flink',
    'managed-java',
    APPLICATION,
    /- s3:PutObject$/m,
    '- s3:*',
    /s3:\* grants more/,
  ],
  [
    'a role that may do everything with S3, on EKS',
    'eks-java',
    'infra/irsa/production.yaml',
    's3:DeleteObject',
    's3:*',
    /s3:\* allows more/,
  ],
  [
    'no snapshots',
    'managed-java',
    APPLICATION,
    'SnapshotsEnabled: true',
    'SnapshotsEnabled: false',
    /every update loses the job's state/,
  ],
  [
    'an action by its tag',
    'managed-java',
    CI,
    /actions\/checkout@\S+ # \S+/,
    'actions/checkout@v7',
    /not pinned/,
  ],
  [
    'a workflow that runs what strangers wrote, with its token',
    'eks-java',
    CI,
    'pull_request:',
    'pull_request_target:',
    /stranger/,
  ],
  [
    'a key of AWS',
    'managed-python',
    'README.md',
    /$/,
    // In pieces, so that no search for secrets takes this file for one.
    `key: ${'AKIA'}${'A'.repeat(16)}\n`,
    /looks like an AWS access key/,
  ],
  [
    'a conflict that nobody decided',
    'managed-java',
    'docs/index.md',
    /^/,
    '<<<<<<< ours\n',
    /A conflict is not decided/,
  ],
  [
    'infrastructure that nobody has to review',
    'managed-java',
    '.github/CODEOWNERS',
    /^\/infra\/.*\n/m,
    '',
    /\/infra\/ has no owner/,
  ],
  [
    'an application without owner',
    'eks-java',
    '.flink/job.json',
    /("tags": \{\s*"owner": )"[^"]*"/,
    '$1""',
    /The tag owner has no value/,
  ],
  [
    'a component of another name',
    'managed-python',
    'catalog-info.yaml',
    /^ {2}name: .*$/m,
    '  name: visits',
    /visits/,
  ],
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broken-'));
  for (const example of EXAMPLES) {
    await renderLayers(planOfForm(exampleForm(example)), join(folder, example));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command of a repository's own CI in it. */
const inCi = (repository: string, command: string) =>
  run('bash', ['-ec', command], {
    cwd: repository,
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  });

describe.each(EXAMPLES)('CI of %s', example => {
  const commands = async (): Promise<string[]> => {
    const { jobs } = parse(
      await readFile(join(folder, example, CI), 'utf8'),
    ) as { jobs: Record<string, { steps: { run?: string }[] }> };
    return Object.values(jobs).flatMap(({ steps }) =>
      steps.flatMap(step => step.run ?? []),
    );
  };

  test('checks the policies, tests those checks, and builds and tests the job', async () => {
    expect(await commands()).toEqual(
      expect.arrayContaining([
        'python3 ci/check.py',
        'python3 -m unittest discover -s ci/tests',
        'bash bin/verify',
      ]),
    );
  });

  test.each([
    'python3 ci/check.py',
    'python3 -m unittest discover -s ci/tests',
  ])('passes on what was rendered: %s', async command => {
    const { code, output } = await inCi(join(folder, example), command);
    expect({ code, output }).toEqual({ code: 0, output: expect.anything() });
  });
});

test.each(BREAKS)(
  'CI fails on %s, in %s',
  async (_, example, file, was, is, complaint) => {
    const broken = await mkdtemp(join(folder, 'broken-'));
    await cp(join(folder, example), broken, { recursive: true });
    const path = join(broken, file);
    const before = await readFile(path, 'utf8');
    const after = before.replace(was, is);
    expect(after).not.toBe(before);
    await writeFile(path, after);
    const { code, output } = await inCi(broken, 'python3 ci/check.py');
    const found = output.split('\n').find(line => complaint.test(line));
    expect(found ?? output).toMatch(complaint);
    expect(found).toMatch(/^[^:]+:\d+: /);
    expect(found!.split(':')[0]).toBe(file);
    expect(code).toBe(1);
  },
);
