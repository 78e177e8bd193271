/** What the owners of a tier's applications are told. */
export interface TierNotifications {
  /** From which verdict on. */
  readonly notifyOn: 'Unhealthy' | 'Degraded' | 'never';
  /** Whether they are told that it is over; only ever when they were told that it began. */
  readonly recovery: boolean;
  /** Whether they are told of Unknown that lasts. */
  readonly unknown: boolean;
}

/** The `flink.notifications` section. */
export interface NotificationSettings {
  readonly enabled: boolean;
  /** A verdict must be better for this long to count as better, ms. */
  readonly quietPeriodMs: number;
  /** Unknown must last this long before it is told, ms. */
  readonly unknownAfterMs: number;
  /** What is told of an application; its environment counts when it is one for trying things out. */
  policyFor(
    tier: string | undefined,
    environment: string | undefined,
  ): TierNotifications;
}
