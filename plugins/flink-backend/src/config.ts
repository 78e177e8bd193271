import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DEFAULT_THRESHOLDS,
  parseStandards,
  type HealthThresholds,
  type PlatformStandards,
} from '@flink-portal/backstage-plugin-flink-common';
import { readDurationMs, readObject } from './configReaders';
import type { NotificationSettings } from './notify/NotificationSettings';
import { readNotificationSettings } from './notify/readNotificationSettings';
import type { LifecycleSettings } from './operate/config/LifecycleSettings';
import { readLifecycleSettings } from './operate/config/readLifecycleSettings';

/** The `flink` section of the configuration as far as this plugin reads it. */
export interface FlinkConfig {
  readonly schedule: {
    /** Before the first collection of a source, ms. */
    readonly initialDelayMs: number;
    /** How often runtimes are asked for their sources, ms. */
    readonly sourcesEveryMs: number;
    /** How often stale applications are looked for, ms. */
    readonly staleEveryMs: number;
  };
  readonly links: {
    /** How often the catalog is matched against the inventory, ms. */
    readonly frequencyMs: number;
  };
  readonly history: {
    /** Operations, verdict transitions and removed applications, ms. */
    readonly retentionMs: number;
    /** Metric values, ms. */
    readonly metricsRetentionMs: number;
  };
  /** What owners are told. */
  readonly notifications: NotificationSettings;
  /** Whether and how people may change applications. */
  readonly lifecycle: LifecycleSettings;
  /** What templates may offer; undefined where there are no templates. */
  readonly standards?: PlatformStandards;
  /** Limits per tier; `default` is for applications without one. */
  thresholdsFor(tier: string | undefined): HealthThresholds;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * Reads the `flink` section.
 *
 * @throws InputError naming the key that is wrong
 */
export function readFlinkConfig(root: Config): FlinkConfig {
  const flink = root.getOptionalConfig('flink');
  const durationMs = (key: string, defaultMs: number, minimumMs: number) =>
    readDurationMs(flink, key, defaultMs, minimumMs);
  return {
    schedule: {
      initialDelayMs: durationMs('schedule.initialDelay', 2_000, 0),
      sourcesEveryMs: durationMs('schedule.sources', 5 * 60_000, 1_000),
      staleEveryMs: durationMs('schedule.stale', 30_000, 1_000),
    },
    links: { frequencyMs: durationMs('links.frequency', 30_000, 1_000) },
    history: {
      retentionMs: durationMs('history.retention', 30 * DAY_MS, DAY_MS),
      metricsRetentionMs: durationMs(
        'history.metricsRetention',
        7 * DAY_MS,
        DAY_MS,
      ),
    },
    notifications: readNotificationSettings(flink),
    lifecycle: readLifecycleSettings(flink),
    ...(flink?.has('standards')
      ? { standards: parseStandards(flink.get('standards')) }
      : {}),
    thresholdsFor: readTiers(flink),
  };
}

function readTiers(
  flink: Config | undefined,
): (tier: string | undefined) => HealthThresholds {
  // Read as a whole: a tier may be called "1", which is no key to Backstage's reader.
  const tiers = readObject(
    'flink.health.tiers',
    flink?.getOptional('health.tiers') ?? {},
  );
  const byTier = new Map(
    Object.entries(tiers).map(([tier, section]) => [
      tier,
      readThresholds(`flink.health.tiers.${tier}`, section),
    ]),
  );
  const base = { ...DEFAULT_THRESHOLDS, ...byTier.get('default') };
  return tier => (tier ? { ...base, ...byTier.get(tier) } : base);
}

function readThresholds(
  path: string,
  section: unknown,
): Partial<HealthThresholds> {
  const result: Record<string, number> = {};
  for (const [key, value] of Object.entries(readObject(path, section))) {
    if (!Object.hasOwn(DEFAULT_THRESHOLDS, key)) {
      throw new InputError(
        `Configuration ${path}.${key} is not a threshold; known are ${Object.keys(
          DEFAULT_THRESHOLDS,
        ).join(', ')}`,
      );
    }
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      throw new InputError(
        `Configuration ${path}.${key} must be a number of at least 0`,
      );
    }
    result[key] = value;
  }
  return result;
}
