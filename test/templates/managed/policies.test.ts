import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { managedForm } from './managedForms';
import { renderFolder, renderManaged } from './renderManaged';
import { run } from '../tools/run';

jest.setTimeout(300_000);

const TEMPLATE = 'infra/20-application.yaml';
const PRODUCTION = 'infra/params/production.json';

describe("a repository's own policy check", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await renderFolder();
    await renderManaged(
      managedForm('fanOut', 'iceberg', '2.2', 'restricted'),
      join(folder, 'whole'),
    );
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const check = (repository: string) =>
    run('python3', [join(folder, repository, 'ci/check.py')]);

  it('passes what was rendered', async () => {
    expect(await check('whole')).toMatchObject({ code: 0 });
  });

  it.each<[string, string, RegExp, string, RegExp]>([
    [
      'all actions of a service',
      TEMPLATE,
      /- s3:PutObject$/m,
      '- s3:*',
      /s3:\* grants more/,
    ],
    [
      'all actions of all services',
      TEMPLATE,
      /Action: logs:DescribeLogGroups/,
      "Action: '*'",
      /\* grants more/,
    ],
    [
      'actions by their beginning',
      TEMPLATE,
      /- kinesis:GetRecords/,
      '- kinesis:Get*',
      /kinesis:Get\* grants more/,
    ],
    [
      'a statement on one line',
      TEMPLATE,
      /- Sid: Key$/m,
      '- {Sid: All, Effect: Allow, Action: ["s3:*"], Resource: "*"}\n              - Sid: Key',
      /s3:\* grants more/,
    ],
    [
      'a policy made for everybody',
      TEMPLATE,
      /^ {6}Policies:$/m,
      '      ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]\n      Policies:',
      /made for everybody/,
    ],
    [
      'all resources',
      TEMPLATE,
      /Resource: !Ref KmsKeyArn/,
      "Resource: '*'",
      /wildcard without a reason/,
    ],
    [
      'a wildcard whose reason is gone',
      TEMPLATE,
      /# wildcard: EC2 has.*$/m,
      '# network',
      /wildcard without a reason/,
    ],
    [
      'a runtime that is not offered',
      TEMPLATE,
      /RuntimeEnvironment: FLINK-2_2/,
      'RuntimeEnvironment: FLINK-1_15',
      /FLINK-1_15 is not offered/,
    ],
    [
      'no snapshots',
      TEMPLATE,
      /SnapshotsEnabled: true/,
      'SnapshotsEnabled: false',
      /every update loses the job's state/,
    ],
    [
      'snapshots by default only',
      TEMPLATE,
      / *ApplicationSnapshotConfiguration:\n.*\n/,
      '',
      /every update loses the job's state/,
    ],
    [
      'no rollback',
      TEMPLATE,
      /RollbackEnabled: true/,
      'RollbackEnabled: false',
      /would stay down/,
    ],
    [
      'values that are ignored',
      TEMPLATE,
      /ConfigurationType: CUSTOM/,
      'ConfigurationType: DEFAULT',
      /Write CUSTOM/,
    ],
    [
      'values without their type',
      TEMPLATE,
      / *ConfigurationType: CUSTOM\n/,
      '',
      /has no ConfigurationType/,
    ],
    [
      'a tag that is missing',
      TEMPLATE,
      / *- Key: owner\n.*\n/,
      '',
      /no tag owner/,
    ],
    [
      'logs that go with their stack',
      TEMPLATE,
      /^ {4}DeletionPolicy: RetainExceptOnCreate/m,
      '    DeletionPolicy: Delete',
      /lost with its stack/,
    ],
    [
      'an alarm nobody knows what to do about',
      'docs/runbook.md',
      /^## gc$/m,
      '',
      /no section gc/,
    ],
    [
      'an alarm that leads elsewhere',
      TEMPLATE,
      /runbook\.md#gc/,
      'runbook.md#heap-high',
      /does not lead to its runbook/,
    ],
    [
      'a stack without owner',
      PRODUCTION,
      /"owner": ".*"/,
      '"owner": ""',
      /The tag owner has no value/,
    ],
    [
      'a region that is not allowed',
      PRODUCTION,
      /"region": ".*"/,
      '"region": "ap-south-1"',
      /ap-south-1 is not allowed/,
    ],
  ])('finds %s', async (what, file, from, to, problem) => {
    const broken = what.replace(/\W+/g, '-');
    await cp(join(folder, 'whole'), join(folder, broken), { recursive: true });
    const path = join(folder, broken, file);
    const before = await readFile(path, 'utf8');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    await writeFile(path, after);
    const { code, output } = await check(broken);
    expect(code).toBe(1);
    expect(output).toMatch(problem);
    expect(output).toContain(`${file}:`.replace('docs/runbook.md', TEMPLATE));
  });
});
