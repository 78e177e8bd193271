import {
  parseStandards,
  type PlatformStandards,
} from '@flink-portal/backstage-plugin-flink-common';
import type { JsonObject } from '@backstage/types';
import { newApplication, STANDARDS } from '../__testUtils__/newApplication';
import type { NewApplication } from '../schema/openapi/generated/models';
import { plannedCreation } from './plannedCreation';

const NOW_MS = Date.parse('2026-11-26T12:00:00Z');
const standards = parseStandards(STANDARDS);
const PRODUCTION_ROLE = 'arn:aws:iam::111122223333:role/flink/orders-enricher';
const MSK = {
  kind: 'msk',
  clusterArn:
    'arn:aws:kafka:us-east-1:444455556666:cluster/events/0123abcd-0123-4567-89ab-0123456789ab-7',
  topic: 'orders',
};

function plan(
  over: Partial<NewApplication> = {},
  answers: JsonObject = {},
  allowed: PlatformStandards | undefined = standards,
) {
  return plannedCreation(newApplication(over, answers), allowed, NOW_MS);
}

describe('plannedCreation', () => {
  it('takes the first environment when none is named', () => {
    expect(plan().environment.name).toBe('staging');
  });

  it('takes account, bucket and network from the standards', () => {
    const { environment } = plan({}, { network: true });

    expect(environment).toMatchObject({
      accountId: '444455556666',
      managed: {
        artifactBucket: 'flink-artifacts-444455556666',
        network: { securityGroupIds: ['sg-0a1b2c3d4e5f60720'] },
      },
    });
  });

  it('says which key is missing where there are no standards', () => {
    expect(() => plannedCreation(newApplication(), undefined, NOW_MS)).toThrow(
      /set flink\.standards/,
    );
  });

  it.each<[string, Partial<NewApplication>, JsonObject, RegExp]>([
    [
      'a line the platform does not offer',
      {},
      { flinkVersion: '1.8' },
      /flinkVersion: /,
    ],
    ['an environment it does not know', {}, { environments: ['lab'] }, /lab/],
    [
      'an environment the job is not for',
      { environment: 'production' },
      { environments: ['staging'] },
      /environment: The job is not for production; it is for staging/,
    ],
    [
      'a job on EKS',
      {},
      { target: 'eks', namespace: 'analytics' },
      /target: orders-enricher does not run on Managed Flink/,
    ],
    [
      'a place of which nobody knows yet what it writes to',
      { environment: 'production', serviceRoleArn: PRODUCTION_ROLE },
      {},
      /environment: The bucket that is the sink in production/,
    ],
    [
      'a role of another account',
      { serviceRoleArn: PRODUCTION_ROLE },
      {},
      /serviceRoleArn: The role is in account 111122223333; staging is account 444455556666/,
    ],
    [
      'what is no role',
      { serviceRoleArn: 'arn:aws:iam::444455556666:user/ada' },
      {},
      /serviceRoleArn: ".*" is not the ARN of a role/,
    ],
    [
      'no code',
      { code: { key: '' } },
      {},
      /code\.key: Where the code is in the bucket must be given/,
    ],
    [
      'a key that the template would not take',
      { code: { key: 'job jar' } },
      {},
      /code\.key: "job jar" is no key/,
    ],
    [
      'a source on MSK without brokers',
      {},
      { source: MSK },
      /bootstrapServers\.source: The source is on MSK/,
    ],
    [
      'brokers that are none',
      { bootstrapServers: { source: 'b-1.example.com' } },
      { source: MSK },
      /bootstrapServers\.source: /,
    ],
  ])('refuses %s', (_what, over, answers, message) => {
    expect(() => plan(over, answers)).toThrow(message);
  });

  it('names everything that is wrong at once', () => {
    expect(() =>
      plan({ code: { key: '' }, serviceRoleArn: PRODUCTION_ROLE }),
    ).toThrow(/serviceRoleArn: [\s\S]*code\.key: /);
  });

  it('takes brokers for a source on MSK', () => {
    const { environment } = plan(
      { bootstrapServers: { source: 'b-1.example.com:9098' } },
      { source: MSK },
    );

    expect(environment.source.kind).toBe('msk');
  });

  it('refuses a job without a tag that the platform requires', () => {
    const strict = { ...standards, requiredTags: ['cost-center'] };

    expect(() => plan({}, {}, strict)).toThrow(/requires the tag cost-center/);
  });

  it('leaves a job that needs approval to its repository', () => {
    const careful = {
      ...standards,
      environments: standards.environments.map(environment => ({
        ...environment,
        approvalAboveMonthlyUsd: 1,
      })),
    };

    expect(() => plan({}, {}, careful)).toThrow(
      /staging needs the approval of group:default\/data-platform/,
    );
  });
});
