import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import {
  formatApplicationId,
  parseApplicationId,
  type ApplicationId,
} from './ApplicationId';
import { learn } from './KnownApplication';
import type { Observation } from './Observation';
import { notApplicable, read, unreadable, valueOf } from './Reading';
import { VERDICTS, verdictRank } from './Verdict';
import { minutesAgo, observation } from '../health/__fixtures__/applications';

const text = fc.string({ minLength: 1, unit: 'grapheme' });
const dnsLabel = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/);
const anyId: fc.Arbitrary<ApplicationId> = fc.oneof(
  fc.record({
    runtime: fc.constant('managed' as const),
    accountId: fc.stringMatching(/^\d{12}$/),
    region: fc.constantFrom('eu-west-1', 'us-gov-east-1', 'cn-north-1'),
    name: fc.stringMatching(/^[a-zA-Z0-9_.-]{1,128}$/),
  }),
  fc.record({
    runtime: fc.constant('kubernetes' as const),
    cluster: text,
    namespace: dnsLabel,
    name: dnsLabel,
  }),
  fc.record({
    runtime: fc.constant('standalone' as const),
    cluster: text,
    jobName: text,
  }),
);

describe('application id', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(anyId, id => {
        expect(parseApplicationId(formatApplicationId(id))).toEqual(id);
      }),
    );
  });

  it('keeps slashes of a job’s name inside it', () => {
    expect(
      formatApplicationId({
        runtime: 'standalone',
        cluster: 'ec2/blue',
        jobName: 'orders → eu/west 50%',
      }),
    ).toBe('standalone:ec2%2Fblue/orders%20%E2%86%92%20eu%2Fwest%2050%25');
  });

  it.each([
    ['', 'it must begin with'],
    ['orders', 'it must begin with'],
    ['yarn:a/b', 'it must begin with'],
    ['managed:1111/eu-west-1/x', 'account "1111" is not valid'],
    ['managed:111122223333/Ireland/x', 'region "Ireland" is not valid'],
    ['managed:111122223333/eu-west-1', 'expected managed:<account>'],
    ['managed:111122223333/eu-west-1/a b', 'name "a b" is not valid'],
    ['kubernetes:eks/Payments/orders', 'namespace "Payments" is not valid'],
    ['kubernetes:/payments/orders', 'cluster is empty'],
    ['kubernetes:%/payments/orders', 'not percent-encoded'],
    ['standalone:a', 'expected standalone:'],
    ['standalone:a/', 'job name is empty'],
  ])('refuses %p and says why', (bad, why) => {
    expect(() => parseApplicationId(bad)).toThrow(why);
  });

  it('never throws anything but an input error', () => {
    expect(() =>
      fc.assert(
        fc.property(fc.string(), bad => {
          let thrown: unknown;
          try {
            parseApplicationId(bad);
          } catch (error) {
            thrown = error;
          }
          return thrown === undefined || thrown instanceof InputError;
        }),
      ),
    ).not.toThrow();
  });
});

describe('learn', () => {
  const failed = unreadable<never>(
    'timeout',
    'no answer in 10 s',
    minutesAgo(0),
  );
  const good = learn(undefined, observation());

  it('keeps the last good value when a reading fails', () => {
    const after = learn(good, { ...observation(), state: failed });
    expect(after.state.latest).toEqual(failed);
    expect(after.state.lastGood).toEqual({
      at: minutesAgo(1),
      value: expect.objectContaining({ phase: 'running' }),
    });
  });

  it('knows nothing where nothing was ever read', () => {
    const after = learn(undefined, { ...observation(), state: failed });
    expect(after.state).toEqual({ latest: failed });
  });

  it('forgets what does not apply any more', () => {
    const reason = 'a notebook has no checkpoints';
    const after = learn(good, {
      ...observation(),
      snapshots: notApplicable(reason),
    });
    expect(after.snapshots).toEqual({ latest: notApplicable(reason) });
  });

  it('keeps metrics when it was not their turn, and never the values', () => {
    const { metrics: _, ...withoutMetrics } = observation();
    const after = learn(good, withoutMetrics as Observation);
    expect(after.metrics).toEqual(good.metrics);
    expect(after.metrics?.lastGood).toEqual({ at: minutesAgo(1), value: null });
    expect(learn(undefined, withoutMetrics as Observation)).not.toHaveProperty(
      'metrics',
    );
  });

  it('remembers when metrics were read last although the newest attempt failed', () => {
    const after = learn(good, { ...observation(), metrics: failed });
    expect(after.metrics).toEqual({
      latest: failed,
      lastGood: { at: minutesAgo(1), value: null },
    });
  });
});

describe('words', () => {
  it('has a value only when it was read', () => {
    expect(valueOf(read(1, minutesAgo(1)))).toBe(1);
    expect(valueOf(notApplicable('no'))).toBeUndefined();
  });

  it('lists verdicts worst first, Unknown never behind Healthy', () => {
    expect(verdictRank('Unhealthy')).toBe(0);
    expect(verdictRank('Unknown')).toBeLessThan(verdictRank('Healthy'));
    expect(VERDICTS).toHaveLength(6);
  });
});
