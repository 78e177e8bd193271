import { standards } from '../planExample';
import { findPython } from './findPython';

/** Which Python of the standards this machine lacks, with what to do about it; undefined when none. */
export function missingPython(): string | undefined {
  const versions = Object.values(standards.lines).flatMap(line =>
    [line.managed, line.eks].flatMap(runtime => runtime?.python ?? []),
  );
  try {
    versions.forEach(findPython);
    return undefined;
  } catch (error) {
    return String(error);
  }
}
