import { createExtensionTester } from '@backstage/frontend-test-utils';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { entity } from '../__testUtils__';
import { flinkHealthCard } from '../alpha/entityExtensions';
import { isFlinkAvailable } from './isFlinkAvailable';

const ARN =
  'arn:aws:kinesisanalytics:us-east-1:111122223333:application/orders';

function isShown(
  annotations: Record<string, string> | undefined,
  kind = 'Component',
) {
  const other = { ...entity, kind, metadata: { name: 'x', annotations } };
  const filter = createExtensionTester(flinkHealthCard).get(
    EntityCardBlueprint.dataRefs.filterFunction,
  );
  return {
    newSystem: filter?.(other),
    oldSystem: isFlinkAvailable(other),
  };
}

describe('which entities show card and tab', () => {
  it.each<Record<string, string>>([
    { 'flink.apache.org/application-id': 'standalone:onprem/orders' },
    { 'aws.amazon.com/managed-flink-application-arn': ARN },
    { 'aws.amazon.com/managed-flink-application-tags': 'app=orders' },
    { 'backstage.io/kubernetes-id': 'orders' },
    { 'backstage.io/kubernetes-label-selector': 'app=orders' },
    {
      'aws.amazon.com/arn': ARN,
      'aws.amazon.com/resource-type': 'AWS::KinesisAnalyticsV2::Application',
    },
  ])('those with %p, in both frontend systems', annotations => {
    expect(isShown(annotations)).toEqual({ newSystem: true, oldSystem: true });
  });

  it.each<Record<string, string> | undefined>([
    undefined,
    {},
    { 'backstage.io/techdocs-ref': 'dir:.' },
    {
      'aws.amazon.com/arn': 'arn:aws:s3:::bucket',
      'aws.amazon.com/resource-type': 'AWS::S3::Bucket',
    },
  ])('not those with %p', annotations => {
    expect(isShown(annotations)).toEqual({
      newSystem: false,
      oldSystem: false,
    });
  });

  it('resources too, but not groups', () => {
    const annotations = { 'backstage.io/kubernetes-id': 'orders' };
    expect(isShown(annotations, 'Resource').newSystem).toBe(true);
    expect(isShown(annotations, 'Group').newSystem).toBe(false);
  });
});
