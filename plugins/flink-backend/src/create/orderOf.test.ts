import { parseStandards } from '@flink-portal/backstage-plugin-flink-common';
import type { JsonObject } from '@backstage/types';
import { newApplication, STANDARDS } from '../__testUtils__/newApplication';
import type { NewApplication } from '../schema/openapi/generated/models';
import { orderOf } from './orderOf';
import { plannedCreation } from './plannedCreation';

const NOW_MS = Date.parse('2026-11-26T12:00:00Z');

function order(over: Partial<NewApplication> = {}, answers: JsonObject = {}) {
  const request = newApplication(over, answers);
  return orderOf(
    request,
    plannedCreation(request, parseStandards(STANDARDS), NOW_MS),
    { requestedBy: 'user:default/ada', atMs: NOW_MS },
  );
}

describe('orderOf', () => {
  it('names bucket, log stream and tags by the standards', () => {
    expect(order()).toMatchObject({
      accountId: '444455556666',
      region: 'us-east-1',
      runtimeEnvironment: 'FLINK-2_2',
      code: {
        bucketArn: 'arn:aws:s3:::flink-artifacts-444455556666',
        key: 'orders-enricher/abc/job.jar',
      },
      monitoring: {
        logStreamArn:
          'arn:aws:logs:us-east-1:444455556666:log-group:/aws/kinesis-analytics/orders-enricher:log-stream:kinesis-analytics-log-stream',
      },
      tags: {
        owner: 'payments-data',
        environment: 'staging',
        'managed-by': 'flink-portal',
      },
    });
  });

  it('stays out of the VPC and leaves encryption to the service unless the data asks for more', () => {
    expect(order()).not.toHaveProperty('network');
    expect(order()).not.toHaveProperty('kmsKeyArn');
  });

  it('puts restricted data behind the key and into the network of the platform', () => {
    const restricted = order(
      {
        environment: 'production',
        serviceRoleArn: 'arn:aws:iam::111122223333:role/flink/orders-enricher',
      },
      {
        environments: ['production'],
        dataClassification: 'restricted',
        source: {
          kind: 'kinesis',
          streamArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/orders',
        },
      },
    );

    expect(restricted.kmsKeyArn).toMatch(/^arn:aws:kms:us-east-1:111122223333/);
    expect(restricted.network?.subnetIds).toHaveLength(2);
  });

  it('starts nothing that nobody asked to start', () => {
    expect(order().start).toBe(false);
    expect(order({ start: true }).start).toBe(true);
  });

  it('stays in the partition of the role', () => {
    const { code } = order({
      serviceRoleArn: 'arn:aws-cn:iam::444455556666:role/orders',
    });

    expect(code.bucketArn).toBe('arn:aws-cn:s3:::flink-artifacts-444455556666');
  });
});
