/**
 * The suite's judgement of an application. The runtime's own state is shown beside it, never
 * replaced by it.
 *
 * @public
 */
export type Verdict =
  | 'Healthy'
  | 'Degraded'
  | 'Unhealthy'
  | 'Changing'
  | 'Stopped'
  | 'Unknown';

/** Every verdict, worst first: the order of lists, counts and filters. @public */
export const VERDICTS: readonly Verdict[] = [
  'Unhealthy',
  'Degraded',
  'Unknown',
  'Changing',
  'Stopped',
  'Healthy',
];

/** 0 is worst. Sorting by it gives "worst first". @public */
export function verdictRank(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}
