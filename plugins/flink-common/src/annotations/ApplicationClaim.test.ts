import type { Entity } from '@backstage/catalog-model';
import type { ApplicationIdentity } from '../model/Observation';
import { claimMatches, claimsOf, hasFlinkAnnotation } from './ApplicationClaim';

const ARN =
  'arn:aws:kinesisanalytics:eu-west-1:111122223333:application/orders-enrich';
const CHINA =
  'arn:aws-cn:kinesisanalytics:cn-north-1:111122223333:application/orders';
const GOV =
  'arn:aws-us-gov:kinesisanalytics:us-gov-west-1:111122223333:application/x';

function entity(annotations?: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', annotations },
  };
}

const managed: ApplicationIdentity = {
  id: 'managed:111122223333/eu-west-1/orders-enrich',
  runtime: 'managed',
  name: 'orders-enrich',
  sourceId: 'managed:111122223333/eu-west-1',
  scope: ['111122223333', 'eu-west-1'],
  externalId: ARN,
  labels: { team: 'payments', env: 'prod', note: '' },
};
const kubernetes: ApplicationIdentity = {
  id: 'kubernetes:eks-prod/payments/orders',
  runtime: 'kubernetes',
  name: 'orders',
  sourceId: 'kubernetes:eks-prod',
  scope: ['eks-prod', 'payments'],
  externalId: 'FlinkDeployment/payments/orders',
  labels: { 'backstage.io/kubernetes-id': 'orders', tier: '1', app: 'orders' },
};

describe('claims by ARN', () => {
  it('reads several ARNs, each once, in any partition', () => {
    const { claims, invalid } = claimsOf(
      entity({
        'aws.amazon.com/managed-flink-application-arn': `${ARN}, ${CHINA} ,${GOV},${ARN}`,
      }),
    );
    expect(invalid).toEqual([]);
    expect(claims.map(claim => claim.value)).toEqual([ARN, CHINA, GOV]);
  });

  it('keeps the good ARNs of a list and reports the bad one', () => {
    const { claims, invalid } = claimsOf(
      entity({
        'aws.amazon.com/managed-flink-application-arn': `${ARN},arn:aws:s3:::bucket`,
      }),
    );
    expect(claims).toHaveLength(1);
    expect(invalid).toEqual([
      expect.objectContaining({
        reason: expect.stringContaining('"arn:aws:s3:::bucket" is not the ARN'),
      }),
    ]);
  });

  it('takes the generic ARN only when the resource type says Flink', () => {
    const flink = entity({
      'aws.amazon.com/arn': ARN,
      'aws.amazon.com/resource-type': 'AWS::KinesisAnalyticsV2::Application',
    });
    expect(claimsOf(flink).claims).toEqual([
      { kind: 'arn', annotation: 'aws.amazon.com/arn', value: ARN, arn: ARN },
    ]);
    expect(claimsOf(entity({ 'aws.amazon.com/arn': ARN })).claims).toEqual([]);
    expect(
      hasFlinkAnnotation(entity({ 'aws.amazon.com/arn': 'arn:aws:s3:::b' })),
    ).toBe(false);
  });

  it('lets ARNs win over tags, even malformed ones', () => {
    const { claims, invalid } = claimsOf(
      entity({
        'aws.amazon.com/managed-flink-application-arn': 'orders-enrich',
        'aws.amazon.com/managed-flink-application-tags': 'team=payments',
      }),
    );
    expect(claims).toEqual([]);
    expect(invalid).toHaveLength(1);
  });

  it('matches the one application with that ARN', () => {
    const [claim] = claimsOf(
      entity({ 'aws.amazon.com/managed-flink-application-arn': ARN }),
    ).claims;
    expect(claimMatches(claim, managed)).toBe(true);
    expect(claimMatches(claim, { ...managed, externalId: CHINA })).toBe(false);
    expect(claimMatches(claim, kubernetes)).toBe(false);
  });
});

describe('claims by tags', () => {
  const tagged = (text: string) =>
    claimsOf(entity({ 'aws.amazon.com/managed-flink-application-tags': text }));

  it('needs every tag', () => {
    const [claim] = tagged('team=payments, env=prod').claims;
    expect(claimMatches(claim, managed)).toBe(true);
    expect(
      claimMatches(claim, { ...managed, labels: { team: 'payments' } }),
    ).toBe(false);
  });

  it('tells an empty value from an absent tag', () => {
    expect(claimMatches(tagged('note=').claims[0], managed)).toBe(true);
    expect(claimMatches(tagged('absent=').claims[0], managed)).toBe(false);
    expect(claimMatches(tagged('toString=').claims[0], managed)).toBe(false);
  });

  it.each([
    ['', 'is not a tag'],
    ['team', '"team" is not a tag'],
    ['=payments', 'is not a tag'],
    ['team=payments,', '"" is not a tag'],
    ['team=a,team=b', 'both "a" and "b"'],
  ])('reports %p', (text, reason) => {
    expect(tagged(text).claims).toEqual([]);
    expect(tagged(text).invalid[0].reason).toContain(reason);
  });
});

describe('claims by Kubernetes annotations', () => {
  const claimed = (annotations: Record<string, string>) =>
    claimsOf(entity(annotations)).claims[0];
  const selecting = (selector: string) =>
    claimed({ 'backstage.io/kubernetes-label-selector': selector });

  it('takes the id as the label of the same name', () => {
    const claim = claimed({ 'backstage.io/kubernetes-id': 'orders' });
    expect(claim).toMatchObject({
      selector: 'backstage.io/kubernetes-id=orders',
    });
    expect(claimMatches(claim, kubernetes)).toBe(true);
    expect(claimMatches(claim, managed)).toBe(false);
    expect(claimMatches(claim, { ...kubernetes, labels: {} })).toBe(false);
  });

  it('lets the selector win over the id', () => {
    const claim = claimed({
      'backstage.io/kubernetes-id': 'orders',
      'backstage.io/kubernetes-label-selector': 'tier=2',
    });
    expect(claimMatches(claim, kubernetes)).toBe(false);
  });

  it.each([
    ['tier=1', true],
    ['tier==1', true],
    ['tier!=1', false],
    ['absent!=1', true],
    ['tier in (1, 2)', true],
    ['tier in (2,3),app=orders', false],
    ['tier notin (2,3),app=orders', true],
    ['absent notin (x)', true],
    ['tier', true],
    ['!tier', false],
    ['!absent', true],
    ['app=orders,tier in (1),!absent', true],
  ])('reads %p', (selector, matches) => {
    expect(claimMatches(selecting(selector), kubernetes)).toBe(matches);
  });

  it.each(['', 'tier in 1,2', 'tier in (1', '=x', 'a b', 'tier>1', 'a=b=c'])(
    'reports %p instead of matching something else',
    selector => {
      const { claims, invalid } = claimsOf(
        entity({ 'backstage.io/kubernetes-label-selector': selector }),
      );
      expect(claims).toEqual([]);
      expect(invalid[0].reason).not.toBe('');
    },
  );

  it('is narrowed by namespace and cluster', () => {
    const claim = claimed({
      'backstage.io/kubernetes-id': 'orders',
      'backstage.io/kubernetes-namespace': 'payments',
      'backstage.io/kubernetes-cluster': 'eks-prod',
    });
    expect(claimMatches(claim, kubernetes)).toBe(true);
    expect(
      claimMatches(claim, { ...kubernetes, id: 'kubernetes:dev/payments/o' }),
    ).toBe(false);
    expect(
      claimMatches(claim, { ...kubernetes, id: 'kubernetes:eks-prod/other/o' }),
    ).toBe(false);
  });

  it('does not take a namespace alone for a claim', () => {
    const other = entity({ 'backstage.io/kubernetes-namespace': 'payments' });
    expect(hasFlinkAnnotation(other)).toBe(false);
    expect(hasFlinkAnnotation(entity())).toBe(false);
    expect(
      hasFlinkAnnotation(entity({ 'backstage.io/kubernetes-id': '' })),
    ).toBe(true);
  });
});

describe('a claim by application id', () => {
  it('names exactly one application, on any runtime', () => {
    const { claims } = claimsOf(
      entity({
        'flink.apache.org/application-id':
          'kubernetes:eks-prod/payments/orders',
      }),
    );
    expect(claimMatches(claims[0], kubernetes)).toBe(true);
    expect(claimMatches(claims[0], managed)).toBe(false);
  });

  it('says what is wrong with an id that is none', () => {
    const { claims, invalid } = claimsOf(
      entity({ 'flink.apache.org/application-id': 'managed:12/x' }),
    );
    expect(claims).toEqual([]);
    expect(invalid[0].reason).toContain('is not an application id');
  });
});
