import { ConfigReader } from '@backstage/config';
import { readNotificationSettings } from './readNotificationSettings';

const settings = (notifications?: object) =>
  readNotificationSettings(
    notifications && new ConfigReader({ notifications: { ...notifications } }),
  );

describe('flink.notifications', () => {
  it('tells owners of Unhealthy and of its end when nothing is configured', () => {
    const { policyFor, ...rest } = settings();

    expect(rest).toEqual({
      enabled: true,
      quietPeriodMs: 300_000,
      unknownAfterMs: 900_000,
    });
    const usual = { notifyOn: 'Unhealthy', recovery: true, unknown: false };
    expect(policyFor(undefined, undefined)).toEqual(usual);
    expect(policyFor('tier-1', 'production')).toEqual(usual);
  });

  it.each(['dev', 'development', 'staging', 'tier-3', 'Dev'])(
    'tells nobody of tier %s',
    tier => {
      expect(settings().policyFor(tier, undefined).notifyOn).toBe('never');
    },
  );

  it('takes a trial environment for the tier of that name, whatever the tier', () => {
    const { policyFor } = settings({
      tiers: { 'tier-1': { notifyOn: 'Degraded' } },
    });

    expect(policyFor('tier-1', 'dev').notifyOn).toBe('never');
    expect(policyFor('tier-1', 'prod').notifyOn).toBe('Degraded');
  });

  it('lays a tier over the default, and lets it speak where it would be silent', () => {
    const { policyFor } = settings({
      tiers: {
        default: { recovery: false },
        '1': { notifyOn: 'Degraded', unknown: true },
        staging: { notifyOn: 'Unhealthy' },
        dev: { recovery: true },
      },
    });

    expect(policyFor('1', undefined)).toEqual({
      notifyOn: 'Degraded',
      recovery: false,
      unknown: true,
    });
    expect(policyFor('staging', undefined).notifyOn).toBe('Unhealthy');
    expect(policyFor('dev', undefined).notifyOn).toBe('never');
  });

  it.each([
    [
      { tiers: { gold: { notifyOn: 'always' } } },
      'flink.notifications.tiers.gold.notifyOn',
    ],
    [{ tiers: { gold: { notify: true } } }, 'flink.notifications.tiers.gold'],
    [{ tiers: [] }, 'flink.notifications.tiers'],
    [{ quietPeriod: 'soon' }, 'flink.notifications.quietPeriod'],
  ])('refuses %j', (wrong, key) => {
    expect(() => settings(wrong)).toThrow(key);
  });
});
