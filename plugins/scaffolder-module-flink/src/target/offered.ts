import type { PlatformStandards } from '@flink-portal/backstage-plugin-flink-common';
import type { Target } from '../frame/fieldProps';

type Environment = PlatformStandards['environments'][number];

/** Environments that can run a job on a target, in the order of promotion. */
export function environmentsFor(
  standards: PlatformStandards,
  target: Target,
): readonly Environment[] {
  return standards.environments.filter(environment => environment[target]);
}

/** Regions that every chosen environment has; those of any when none is chosen. */
export function regionsFor(
  standards: PlatformStandards,
  chosen: readonly string[] = [],
): string[] {
  return commonOf(standards, 'managed', chosen, ({ managed }) =>
    Object.keys(managed?.regions ?? {}),
  );
}

/** Namespaces in which every chosen environment lets jobs run; those of any when none is chosen. */
export function namespacesFor(
  standards: PlatformStandards,
  chosen: readonly string[] = [],
): string[] {
  return commonOf(
    standards,
    'eks',
    chosen,
    ({ eks }) => eks?.clusters.at(0)?.namespaces ?? [],
  );
}

function commonOf(
  standards: PlatformStandards,
  target: Target,
  chosen: readonly string[],
  read: (environment: Environment) => readonly string[],
): string[] {
  const all = environmentsFor(standards, target);
  const asked = all.filter(({ name }) => chosen.includes(name));
  const lists = (asked.length > 0 ? asked : all).map(read);
  const offered = [...new Set(lists.flat())];
  return asked.length > 0
    ? offered.filter(value => lists.every(list => list.includes(value)))
    : offered;
}
