import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { readDurationMs, readObject } from '../configReaders';
import type {
  NotificationSettings,
  TierNotifications,
} from './NotificationSettings';

const DEFAULT: TierNotifications = {
  notifyOn: 'Unhealthy',
  recovery: true,
  unknown: false,
};

/** Environments, and tiers that people name like them: nobody is woken for these. */
const TRIAL_ENVIRONMENTS = ['dev', 'development', 'staging'];
/** Tiers of which nobody is told anything unless the configuration says so. */
const QUIET_TIERS = [...TRIAL_ENVIRONMENTS, 'tier-3'];

const tierSchema = z
  .strictObject({
    notifyOn: z.enum(['Unhealthy', 'Degraded', 'never']),
    recovery: z.boolean(),
    unknown: z.boolean(),
  })
  .partial();

/**
 * Reads `flink.notifications`.
 *
 * @throws InputError naming the key that is wrong
 */
export function readNotificationSettings(
  flink: Config | undefined,
): NotificationSettings {
  return {
    enabled: flink?.getOptionalBoolean('notifications.enabled') ?? true,
    quietPeriodMs: readDurationMs(
      flink,
      'notifications.quietPeriod',
      5 * 60_000,
      0,
    ),
    unknownAfterMs: readDurationMs(
      flink,
      'notifications.unknownAfter',
      15 * 60_000,
      0,
    ),
    policyFor: readTiers(flink),
  };
}

function readTiers(
  flink: Config | undefined,
): NotificationSettings['policyFor'] {
  const path = 'flink.notifications.tiers';
  // Read as a whole: a tier may be called "1", which is no key to Backstage's reader.
  const sections = new Map(
    Object.entries(
      readObject(path, flink?.getOptional('notifications.tiers') ?? {}),
    ).map(([tier, section]) => [
      nameOf(tier),
      readTier(`${path}.${tier}`, section),
    ]),
  );
  const base: TierNotifications = { ...DEFAULT, ...sections.get('default') };
  return (tier, environment) => {
    const trial = environment && nameOf(environment);
    const name =
      trial && TRIAL_ENVIRONMENTS.includes(trial) ? trial : nameOf(tier ?? '');
    return {
      ...base,
      ...(QUIET_TIERS.includes(name) ? { notifyOn: 'never' as const } : {}),
      ...(name === 'default' ? {} : sections.get(name)),
    };
  };
}

function readTier(path: string, section: unknown): Partial<TierNotifications> {
  const parsed = tierSchema.safeParse(section);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `Configuration ${[path, ...issue.path].join('.')} is not valid: ${
        issue.message
      }`,
    );
  }
  return parsed.data;
}

function nameOf(text: string): string {
  return text.trim().toLocaleLowerCase('en');
}
