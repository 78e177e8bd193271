import type { TemplateValue } from './readTemplate';

/** Where a stack is deployed to. */
export interface StackPlace {
  readonly stackName: string;
  readonly accountId: string;
  readonly region: string;
}

/** A resource whose properties are known. */
export interface NamedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: { readonly [key: string]: TemplateValue };
}

/** The property a person names such a resource by, which is also what `Ref` gives. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::KinesisAnalyticsV2::Application': 'ApplicationName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Logs::LogStream': 'LogStreamName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::S3::Bucket': 'BucketName',
};

/** What `Ref` gives of a resource: its given name, or one made from the stack's. */
export function physicalId(place: StackPlace, resource: NamedResource): string {
  const named = resource.properties[NAMED_BY[resource.type] ?? ''];
  return typeof named === 'string' && named !== ''
    ? named
    : `${place.stackName}-${resource.logicalId}`;
}

/** What `GetAtt` gives; undefined for an attribute the sandbox does not know. */
export function attributeOf(
  place: StackPlace,
  resource: NamedResource,
  attribute: string,
): string | undefined {
  const id = physicalId(place, resource);
  const { accountId, region } = place;
  switch (`${resource.type}.${attribute}`) {
    case 'AWS::IAM::Role.Arn': {
      const path = resource.properties.Path;
      return `arn:aws:iam::${accountId}:role${
        typeof path === 'string' ? path : '/'
      }${id}`;
    }
    case 'AWS::Logs::LogGroup.Arn':
      return `arn:aws:logs:${region}:${accountId}:log-group:${id}:*`;
    case 'AWS::S3::Bucket.Arn':
      return `arn:aws:s3:::${id}`;
    case 'AWS::CloudWatch::Alarm.Arn':
    case 'AWS::CloudWatch::CompositeAlarm.Arn':
      return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${id}`;
    default:
      return attribute.endsWith('Arn')
        ? `arn:aws:${resource.type
            .split('::')[1]
            .toLowerCase()}:${region}:${accountId}:${id}`
        : undefined;
  }
}
