import type { Fixture } from '../../format/fixtureSchema';

/** A sequence that is made by hand. */
export interface WrittenPlan {
  readonly fixture: string;
  readonly title: string;
  /** From what it was made. */
  readonly from: string;
  readonly rows?: readonly string[];
  readonly incident?: string;
  readonly minutes: number;
  readonly onset?: number;
  readonly tier?: string;
  readonly tiers?: Fixture['tiers'];
  readonly expect: Fixture['expect'];
}

/** What all fixtures of a written sequence have in common. */
export function headOf(
  plan: WrittenPlan,
  runtime: 'managed' | 'kubernetes',
  start: string,
): Omit<Fixture, 'application' | 'columns' | 'steps'> {
  return {
    title: plan.title,
    origin: { written: plan.from, rows: [...(plan.rows ?? [])] },
    ...(plan.incident ? { incident: plan.incident } : {}),
    start,
    minutes: plan.minutes,
    ...(plan.onset === undefined ? {} : { onset: plan.onset }),
    source: {
      mode: runtime === 'managed' ? 'poll' : 'watch',
      pollIntervalMs: 60_000,
    },
    ...(plan.tier ? { tier: plan.tier } : {}),
    ...(plan.tiers ? { tiers: plan.tiers } : {}),
    expect: plan.expect,
  };
}
