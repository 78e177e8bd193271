import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readLifecycleSettings } from './readLifecycleSettings';

const read = (flink: JsonObject) =>
  readLifecycleSettings(
    mockServices.rootConfig({ data: { flink } }).getOptionalConfig('flink'),
  );

describe('readLifecycleSettings', () => {
  it('turns nothing on by itself, and protects production', () => {
    expect(readLifecycleSettings(undefined)).toEqual({
      enabled: false,
      protectedEnvironments: ['prod', 'production'],
      approvals: [],
      planValidMs: 15 * 60_000,
      confirmationValidMs: 60 * 60_000,
      ownership: [],
    });
  });

  it('reads everything', () => {
    expect(
      read({
        lifecycle: {
          enabled: true,
          protectedEnvironments: ['live'],
          approvals: [
            {
              actions: ['forceStop'],
              environments: ['live'],
              expiresAfter: '2h',
            },
            { actions: 'all' },
          ],
          planValid: { minutes: 5 },
          confirmationValid: '30m',
        },
        ownership: [{ owner: 'payments', accounts: [111122223333] }],
      }),
    ).toEqual({
      enabled: true,
      protectedEnvironments: ['live'],
      approvals: [
        {
          actions: ['forceStop'],
          environments: ['live'],
          expiresAfterMs: 2 * 60 * 60_000,
        },
        { actions: 'all', expiresAfterMs: 60 * 60_000 },
      ],
      planValidMs: 5 * 60_000,
      confirmationValidMs: 30 * 60_000,
      ownership: [{ owner: 'payments', accounts: ['111122223333'] }],
    });
  });

  it.each<[JsonObject, string]>([
    [{ lifecycle: { enabled: 'maybe' } }, 'flink.lifecycle.enabled must be'],
    [{ lifecycle: { protected: [] } }, 'flink.lifecycle.protected is not'],
    [
      { lifecycle: { protectedEnvironments: 'prod' } },
      'flink.lifecycle.protectedEnvironments must be a list of texts',
    ],
    [{ lifecycle: { planValid: '1s' } }, 'flink.lifecycle.planValid is 1000'],
    [
      { lifecycle: { approvals: [{ actions: ['explode'] }] } },
      'flink.lifecycle.approvals[0].actions names "explode"',
    ],
    [
      { lifecycle: { approvals: [{ actions: [] }] } },
      'flink.lifecycle.approvals[0].actions must be',
    ],
    [
      { lifecycle: { approvals: [{ actions: 'all', expires: '1h' }] } },
      'flink.lifecycle.approvals[0].expires is not known',
    ],
    [
      { lifecycle: { approvals: [{ actions: 'all', expiresAfter: 'x' }] } },
      'flink.lifecycle.approvals[0].expiresAfter is not a duration',
    ],
    [{ ownership: [{ accounts: ['1'] }] }, 'flink.ownership[0].owner'],
    [{ ownership: [{ owner: 'payments' }] }, 'flink.ownership[0] names no'],
    [{ ownership: { owner: 'payments' } }, 'flink.ownership must be a list'],
  ])('names the key that is wrong in %j', (flink, message) => {
    expect(() => read(flink)).toThrow(message);
  });
});
