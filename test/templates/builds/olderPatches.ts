import type { RealFlinkLine } from '../../real-flink';

/**
 * Older patches of a line to build with where a Maven repository lacks a part of the one that the standards name, the
 * newest first. A patch changes no API, so the tests then still say what they would of the newer one.
 */
const PATCHES: Readonly<Record<RealFlinkLine, readonly string[]>> = {
  '2.2': ['2.2.0'],
  '1.20': ['1.20.3', '1.20.1'],
};

/** Those that are older than a patch. */
export function olderPatches(line: RealFlinkLine, than: string): string[] {
  const number = (patch: string) => Number(patch.split('.')[2]);
  return PATCHES[line].filter(patch => number(patch) < number(than));
}

/** Whether Maven failed because its repository lacks something, which says nothing of what it should have built. */
export function isUnresolved(said: string): boolean {
  return /Could not find artifact|was not found in .* during a previous attempt|Could not transfer artifact/.test(
    said,
  );
}
