import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const cache = join(__dirname, '../../../.cache');
const PLACES = [
  join(cache, 'python-tools/bin'),
  join(cache, 'bin'),
  ...(process.env.PATH ?? '').split(delimiter),
];

/**
 * Where a checker is.
 * @throws Error when it is not installed
 */
export function tool(name: string): string {
  const found = PLACES.map(place => join(place, name)).find(existsSync);
  if (!found) {
    throw new Error(
      `There is no ${name}. Run test/templates/tools/install.sh.`,
    );
  }
  return found;
}
