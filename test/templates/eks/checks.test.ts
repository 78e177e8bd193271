import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../tools/run';
import { tool } from '../tools/tool';
import { eksForm } from './eksForms';
import { renderEks, renderFolder } from './renderEks';

jest.setTimeout(600_000);

const DEPLOYMENT = 'deploy/base/flinkdeployment.yaml';
const PRODUCTION = 'deploy/overlays/production/kustomization.yaml';
const ROLE = 'infra/irsa/production.yaml';

/** What breaks a repository: a file, a text in it and what takes its place; and the complaint it must lead to. */
const BREAKS: [
  what: string,
  file: string,
  text: string,
  instead: string,
  complaint: RegExp,
][] = [
  [
    'a version that the operator does not know',
    DEPLOYMENT,
    'v2_2',
    'v2_3',
    /flinkdeployment\.yaml:7: The operator does not know v2_3/,
  ],
  [
    'a line that the platform does not allow',
    DEPLOYMENT,
    'v2_2',
    'v1_19',
    /flinkdeployment\.yaml:7: Flink 1\.19 is not allowed/,
  ],
  [
    'a mistyped field',
    DEPLOYMENT,
    'allowNonRestoredState',
    'allowNonRestoredStates',
    /has no field allowNonRestoredStates/,
  ],
  [
    'no high availability',
    DEPLOYMENT,
    'high-availability.type: kubernetes',
    'high-availability.type: none',
    /high-availability\.type is none/,
  ],
  [
    'no checkpoints',
    DEPLOYMENT,
    'execution.checkpointing.interval:',
    'execution.checkpointing.intervall:',
    /execution\.checkpointing\.interval is not set/,
  ],
  [
    'labels that lose their dashes',
    DEPLOYMENT,
    'filterLabelValueCharacters: "false"',
    'filterLabelValueCharacters: "true"',
    /alerts do not find the job by name/,
  ],
  [
    'a container that may gain rights',
    DEPLOYMENT,
    'allowPrivilegeEscalation: false',
    'allowPrivilegeEscalation: true',
    /flink-main-container could gain rights/,
  ],
  [
    'capabilities kept',
    DEPLOYMENT,
    'drop: [ALL]',
    'drop: []',
    /keeps capabilities/,
  ],
  [
    'pods as root',
    DEPLOYMENT,
    'runAsNonRoot: true',
    'runAsNonRoot: false',
    /could run as root/,
  ],
  [
    'more parallelism than allowed',
    DEPLOYMENT,
    'parallelism: 2',
    'parallelism: 20',
    /over the limit of 16.*\(staging\)/,
  ],
  [
    'an image by tag in production',
    PRODUCTION,
    'digest: sha256:',
    'newTag: sha256-',
    /kustomization\.yaml:\d+: .* can change under the job/,
  ],
  [
    'another registry’s image',
    PRODUCTION,
    'newName: 111122223333',
    'newName: 444455556666',
    /is not of this environment's registry/,
  ],
  [
    'a stateless upgrade in production',
    'deploy/overlays/production/flinkdeployment.yaml',
    'upgradeMode: savepoint',
    'upgradeMode: stateless',
    /production\/flinkdeployment\.yaml:\d+: An upgrade would throw the state away/,
  ],
  [
    'no owner',
    'deploy/base/kustomization.yaml',
    '      owner: "web-analytics"\n',
    '',
    /The label owner is missing/,
  ],
  [
    'no network policy',
    'deploy/base/kustomization.yaml',
    '  - networkpolicy.yaml\n',
    '',
    /There is no NetworkPolicy/,
  ],
  [
    'a role for everything in the namespace',
    'deploy/base/role.yaml',
    'verbs: [get, list, watch, delete]',
    'verbs: ["*"]',
    /role\.yaml:\d+: The role orders-enricher allows everything/,
  ],
  [
    'an alert without a section',
    'docs/runbook.md',
    '## FlinkCheckpointStale',
    '## Stale checkpoints',
    /has no section FlinkCheckpointStale/,
  ],
  [
    'an alert that leads elsewhere',
    'deploy/base/prometheusrule.yaml',
    '#flinkbackpressure',
    '#backpressure',
    /FlinkBackpressure does not lead to its section/,
  ],
  [
    'a wildcard among actions',
    ROLE,
    's3:DeleteObject',
    's3:*',
    /production\.yaml:\d+: s3:\* allows more/,
  ],
  [
    'half a wildcard',
    ROLE,
    's3:DeleteObject',
    's3:Delete*',
    /s3:Delete\* allows more/,
  ],
  [
    'every resource',
    ROLE,
    'Resource: arn:aws:kinesis:eu-west-1:111122223333:stream/orders',
    "Resource: '*'",
    /\* stands for everything/,
  ],
  [
    'every service account',
    ROLE,
    ':sub: system:serviceaccount:analytics:orders-enricher',
    ':sub: system:serviceaccount:analytics:default',
    /Other service accounts could take this role/,
  ],
  [
    'tokens for others',
    ROLE,
    ':aud: sts.amazonaws.com',
    ':aud: anybody',
    /Tokens made for somebody else/,
  ],
  [
    'a file that Kustomize cannot read',
    'deploy/base/role.yaml',
    'rules:',
    'rules: [',
    /Kustomize cannot render this/,
  ],
];

describe('the policy check of a repository for EKS', () => {
  const folder = renderFolder();
  const whole = join(folder, 'whole');
  const broken = join(folder, 'broken');

  beforeAll(async () => {
    await renderEks(eksForm('kinesis', 's3'), whole);
  });
  beforeEach(async () => {
    await rm(broken, { recursive: true, force: true });
    await mkdir(broken);
    await cp(whole, broken, { recursive: true });
  });

  const checked = () =>
    run(
      'python3',
      [
        '-c',
        'import pathlib, sys; sys.path.insert(0, "ci/checks"); import eks; print("\\n".join(eks.check(pathlib.Path.cwd())))',
      ],
      { cwd: broken, env: { PYTHONDONTWRITEBYTECODE: '1' } },
    );

  it('finds nothing in what the template makes', async () => {
    expect(await checked()).toEqual({ code: 0, output: '\n' });
  });

  it.each(BREAKS)('finds %s', async (_, file, text, instead, complaint) => {
    const path = join(broken, file);
    const before = await readFile(path, 'utf8');
    expect(before).toContain(text);
    await writeFile(path, before.replace(text, instead));
    const { output } = await checked();
    expect(output).toMatch(complaint);
    expect(output).toMatch(/^[^\s:]+:\d+: .+\. .+/m);
  });

  it('says that it could not look, without kubectl', async () => {
    const { output } = await run(
      '/bin/sh',
      [
        '-c',
        `PATH=/nowhere; exec ${tool(
          'python3',
        )} -c 'import pathlib, sys; sys.path.insert(0, "ci/checks"); import eks; print("\\n".join(eks.check(pathlib.Path.cwd())))'`,
      ],
      { cwd: broken, env: { PYTHONDONTWRITEBYTECODE: '1' } },
    );
    expect(output).toMatch(
      /^deploy\/base\/kustomization\.yaml:1: Not checked: there is no kubectl/,
    );
  });

  it('makes ci/check.py fail', async () => {
    const path = join(broken, DEPLOYMENT);
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replace('v2_2', 'v2_3'),
    );
    const { code, output } = await run('python3', ['ci/check.py'], {
      cwd: broken,
      env: { PYTHONDONTWRITEBYTECODE: '1' },
    });
    expect(code).toBe(1);
    expect(output).toContain('The operator does not know v2_3');
  });
});
