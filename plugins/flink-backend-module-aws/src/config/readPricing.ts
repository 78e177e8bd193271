import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ManagedConfig, ManagedPrice } from './ManagedConfig';

/** Source: AWS's list price of us-east-1, read on 2026-09-20. Other regions differ by some per cent. */
const LIST_PRICE: ManagedPrice = { kpuHourUsd: 0.11, storageGbMonthUsd: 0.1 };

/**
 * Reads `flink.aws.pricing`.
 *
 * @throws InputError when a price is negative
 */
export function readPricing(
  pricing: Config | undefined,
): ManagedConfig['pricing'] {
  const key = 'flink.aws.pricing';
  const everywhere = readPrice(pricing, key, LIST_PRICE);
  const regions = pricing?.getOptionalConfig('regions');
  return {
    everywhere,
    regions: Object.fromEntries(
      (regions?.keys() ?? []).map(region => [
        region,
        readPrice(
          regions?.getConfig(region),
          `${key}.regions.${region}`,
          everywhere,
        ),
      ]),
    ),
    configured: pricing !== undefined,
  };
}

function readPrice(
  config: Config | undefined,
  key: string,
  otherwise: ManagedPrice,
): ManagedPrice {
  const usd = (name: keyof ManagedPrice) => {
    const value = config?.getOptionalNumber(name) ?? otherwise[name];
    if (value < 0) {
      throw new InputError(
        `${key}.${name} is ${value}; it must be zero or more US dollars`,
      );
    }
    return value;
  };
  return {
    kpuHourUsd: usd('kpuHourUsd'),
    storageGbMonthUsd: usd('storageGbMonthUsd'),
  };
}
