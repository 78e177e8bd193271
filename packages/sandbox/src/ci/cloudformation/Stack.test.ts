import { readTemplate } from './readTemplate';
import { Stack } from './Stack';

const PLACE = {
  stackName: 'orders',
  accountId: '444455556666',
  region: 'us-east-1',
};

const HEAD = `
Parameters:
  Name: {Type: String, Default: orders, AllowedPattern: '^[a-z]+$'}
  Size: {Type: Number, Default: 2, MinValue: 1, MaxValue: 8}
  Zones: {Type: CommaDelimitedList, Default: 'a,b'}
  Mode: {Type: String, Default: small, AllowedValues: [small, large]}
Conditions:
  Large: !Equals [!Ref Mode, large]
  Small: !Not [!Condition Large]
  Both: !And [!Condition Large, !Condition Small]
  Either: !Or [!Condition Large, !Condition Small]
Mappings:
  Memory: {small: {mib: 1024}, large: {mib: 4096}}
`;

function stack(resources: string, parameters: Record<string, unknown> = {}) {
  return new Stack(
    readTemplate('template.yaml', `${HEAD}Resources:\n${resources}`),
    PLACE,
    parameters,
  );
}

const valueOf = (expression: string, parameters = {}) =>
  stack(
    `  One: {Type: AWS::S3::Bucket, Properties: {Value: ${expression}}}
  Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Sub '/aws/\${Name}'}}
  Role: {Type: AWS::IAM::Role, Properties: {Path: /flink/}}`,
    parameters,
  ).resource('One').properties.Value;

describe('a stack', () => {
  it.each<[string, unknown]>([
    ['!Ref Name', 'orders'],
    ['!Ref AWS::AccountId', '444455556666'],
    ['!Ref Zones', ['a', 'b']],
    ['!Ref Group', '/aws/orders'],
    ['!GetAtt Role.Arn', 'arn:aws:iam::444455556666:role/flink/orders-Role'],
    [
      '!GetAtt Group.Arn',
      'arn:aws:logs:us-east-1:444455556666:log-group:/aws/orders:*',
    ],
    [
      "!Sub 'arn:${AWS::Partition}:s3:::${Name}/${!Literal}'",
      'arn:aws:s3:::orders/${Literal}',
    ],
    ["!Sub ['${Who}-${Name}', {Who: !Select [1, !Ref Zones]}]", 'b-orders'],
    ["!Join ['/', [x, !Ref Name]]", 'x/orders'],
    ["!Select [1, !Split [':', 'a:b']]", 'b'],
    ['!FindInMap [Memory, !Ref Mode, mib]', 1024],
    ['!If [Large, big, little]', 'little'],
    ['{Kept: 1, Gone: !If [Large, x, !Ref AWS::NoValue]}', { Kept: 1 }],
    ['[!If [Large, x, !Ref AWS::NoValue], y]', ['y']],
    ["{'Fn::Sub': '${Name}'}", 'orders'],
  ])('works out %s', (expression, value) => {
    expect(valueOf(expression)).toEqual(value);
  });

  it('works out only the branch of an If that is in force', () => {
    expect(valueOf('!If [Large, !Ref Nothing, fine]')).toBe('fine');
    expect(() =>
      valueOf('!If [Large, !Ref Nothing, fine]', { Mode: 'large' }),
    ).toThrow('Nothing is referenced');
  });

  it('leaves out what its condition excludes, and refuses a reference to it', () => {
    const one = stack(
      `  Big: {Type: AWS::S3::Bucket, Condition: Large}
  Never: {Type: AWS::S3::Bucket, Condition: Both}
  Always: {Type: AWS::S3::Bucket, Condition: Either}`,
    );
    expect(one.resources().map(({ logicalId }) => logicalId)).toEqual([
      'Always',
    ]);
    expect(() => one.resource('Big')).toThrow(
      'Unresolved resource dependencies [Big]',
    );
  });

  it.each<[Record<string, unknown>, string]>([
    [{ Name: 'UPPER' }, "Parameter 'Name' must match pattern"],
    [{ Size: 9 }, 'not greater than 8'],
    [{ Size: 'two' }, 'must be a number'],
    [{ Mode: 'huge' }, 'must be one of AllowedValues'],
    [{ Other: 1 }, 'Parameters: [Other] do not exist'],
  ])('refuses the parameters %j', (parameters, message) => {
    expect(() => stack('  One: {Type: AWS::S3::Bucket}', parameters)).toThrow(
      message,
    );
  });

  it('asks for every parameter without a default', () => {
    const template = readTemplate(
      't.yaml',
      'Parameters: {Key: {Type: String}}\nResources: {One: {Type: AWS::S3::Bucket}}',
    );
    expect(() => new Stack(template, PLACE, {})).toThrow(
      'Parameters: [Key] must have values',
    );
  });

  it.each<[string, string]>([
    ['!Transform {Name: x}', 'does not know Fn::Transform'],
    ['!Condition Nothing', 'Unresolved condition dependency Nothing'],
    ["!ImportValue 'nothing'", 'No export named nothing found'],
    ['!Select [5, [a]]', 'nonexistent value at index 5'],
  ])('refuses %s', (expression, message) => {
    expect(() => valueOf(expression)).toThrow(message);
  });

  it('refuses a circle', () => {
    expect(() =>
      stack(
        `  One: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Two}}
  Two: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref One}}`,
      ).resources(),
    ).toThrow('Circular dependency');
  });

  it('refuses to depend on what is not there', () => {
    expect(() =>
      stack('  One: {Type: AWS::S3::Bucket, DependsOn: Two}').resources(),
    ).toThrow('Two is referenced');
  });

  it('names the line of what is no YAML', () => {
    expect(() => readTemplate('t.yaml', 'Resources:\n  a: [')).toThrow(
      't.yaml is no YAML',
    );
  });
});
