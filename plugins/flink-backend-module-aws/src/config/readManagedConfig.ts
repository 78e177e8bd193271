import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { readPricing } from './readPricing';
import type {
  ManagedConfig,
  PropertyRedaction,
  ScannedRegion,
} from './ManagedConfig';

const MINUTE_MS = 60_000;
const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,}(-[a-z0-9]+)+$/;
const PROPERTY_REDACTIONS: readonly PropertyRedaction[] = [
  'secrets',
  'all',
  'none',
];

/**
 * Reads `flink.aws`.
 *
 * @throws InputError that names the key, what is wrong with it and how it should look
 */
export function readManagedConfig(root: Config): ManagedConfig {
  const aws = root.getOptionalConfig('flink.aws');
  const metrics = aws?.getOptionalConfig('metrics');
  return {
    scope: readScope(aws),
    endpoints: {
      kinesisAnalytics: readUrl(aws, 'endpoints.kinesisAnalytics'),
      cloudWatch: readUrl(aws, 'endpoints.cloudWatch'),
      cloudWatchLogs: readUrl(aws, 'endpoints.cloudWatchLogs'),
    },
    pollIntervalMs: readDuration(aws, 'pollInterval', 'flink.aws', MINUTE_MS),
    metrics: {
      enabled: metrics?.getOptionalBoolean('enabled') ?? true,
      steadyCadenceMs: readDuration(
        metrics,
        'steadyCadence',
        'flink.aws.metrics',
        5 * MINUTE_MS,
      ),
      closeCadenceMs: readDuration(
        metrics,
        'closeCadence',
        'flink.aws.metrics',
        MINUTE_MS,
      ),
      monthlyBudgetUsd: readBudget(metrics),
    },
    pricing: readPricing(aws?.getOptionalConfig('pricing')),
    redaction: {
      properties: readPropertyRedaction(aws),
      extraKeys: aws?.getOptionalStringArray('redaction.extraKeys') ?? [],
    },
  };
}

function readScope(aws: Config | undefined): ScannedRegion[] {
  const scope = (aws?.getOptionalConfigArray('accounts') ?? []).flatMap(
    (account, index) => {
      const key = `flink.aws.accounts[${index}]`;
      const accountId = String(account.getOptional('accountId') ?? '');
      if (!ACCOUNT.test(accountId)) {
        throw new InputError(
          `${key}.accountId is "${accountId}"; it must be twelve digits in quotes, for example '111122223333'`,
        );
      }
      const regions = account.getOptionalStringArray('regions') ?? [];
      if (regions.length === 0) {
        throw new InputError(
          `${key}.regions is empty; name at least one region, for example [eu-west-1]`,
        );
      }
      const accountName = account.getOptionalString('name');
      const readOnly = account.getOptionalBoolean('lifecycle') === false;
      return regions.map(region => {
        if (!REGION.test(region)) {
          throw new InputError(
            `${key}.regions holds "${region}", which is not a region; it should look like eu-west-1`,
          );
        }
        return {
          sourceId: `managed:${accountId}/${region}`,
          accountId,
          region,
          ...(accountName ? { accountName } : {}),
          ...(readOnly ? { lifecycle: false as const } : {}),
        };
      });
    },
  );
  const seen = new Set<string>();
  for (const { sourceId, accountId, region } of scope) {
    if (seen.has(sourceId)) {
      throw new InputError(
        `flink.aws.accounts names account ${accountId} with region ${region} twice; remove one`,
      );
    }
    seen.add(sourceId);
  }
  return scope;
}

function readUrl(aws: Config | undefined, key: string): string | undefined {
  const value = aws?.getOptionalString(key);
  if (value !== undefined && !/^https?:\/\//.test(value)) {
    throw new InputError(
      `flink.aws.${key} is "${value}"; it must be a URL that begins with http:// or https://`,
    );
  }
  return value;
}

function readDuration(
  config: Config | undefined,
  key: string,
  parent: string,
  defaultMs: number,
): number {
  if (!config?.has(key)) {
    return defaultMs;
  }
  let ms: number;
  try {
    ms = durationToMilliseconds(readDurationFromConfig(config, { key }));
  } catch (error) {
    throw new InputError(
      `${parent}.${key} is not a duration; write for example { minutes: 5 } or '5m'`,
      error,
    );
  }
  if (ms <= 0) {
    throw new InputError(`${parent}.${key} must be longer than zero`);
  }
  return ms;
}

function readBudget(metrics: Config | undefined): number | undefined {
  const usd = metrics?.getOptionalNumber('monthlyBudgetUsd');
  if (usd !== undefined && usd < 0) {
    throw new InputError(
      `flink.aws.metrics.monthlyBudgetUsd is ${usd}; it must be zero or more US dollars`,
    );
  }
  return usd;
}

function readPropertyRedaction(aws: Config | undefined): PropertyRedaction {
  const value = aws?.getOptionalString('redaction.properties') ?? 'secrets';
  const known = PROPERTY_REDACTIONS.find(candidate => candidate === value);
  if (!known) {
    throw new InputError(
      `flink.aws.redaction.properties is "${value}"; it must be one of ${PROPERTY_REDACTIONS.join(
        ', ',
      )}`,
    );
  }
  return known;
}
