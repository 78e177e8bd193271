import type { ScannedRegion } from '../../config/ManagedConfig';

/** Why nothing is changed in a region; undefined where its credentials decide. */
export function readOnlyReason(region: ScannedRegion): string | undefined {
  return region.lifecycle === false
    ? `Account ${region.accountId} is only read here: its entry under flink.aws.accounts says lifecycle: false.`
    : undefined;
}
