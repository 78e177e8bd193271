/** The teams that own the fleet, as the catalog names them. */
export type Team =
  | 'payments-data'
  | 'fraud-detection'
  | 'web-analytics'
  | 'logistics'
  | 'data-platform';

/** How much an application matters. */
export type Tier = 'tier-1' | 'tier-2' | 'tier-3';
