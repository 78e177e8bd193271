import type { PlatformStandards } from '@flink-portal/backstage-plugin-flink-common';
import type { AnswersSoFar, Target } from '../frame/fieldProps';
import { environmentsFor, regionsFor } from '../target/offered';

/** The region whose prices count: the chosen one, or that of the first environment's cluster. */
export function regionOf(
  standards: PlatformStandards,
  target: Target,
  { environments = [], region }: AnswersSoFar,
): string | undefined {
  if (target === 'managed') {
    return region ?? regionsFor(standards, environments).at(0);
  }
  const offered = environmentsFor(standards, 'eks');
  const first =
    offered.find(({ name }) => environments.includes(name)) ?? offered.at(0);
  return first?.eks?.clusters.at(0)?.region;
}
