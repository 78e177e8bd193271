import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFixture } from '../format/readFixtures';
import type { Fixture } from '../format/fixtureSchema';

const FOLDER = join(process.cwd(), 'incidents', 'sequences');

/** Writes a fixture: the head readable, one line per column and per step. */
export function writeFixture(name: string, fixture: Fixture): void {
  const { columns, steps, ...head } = fixture;
  const whole = `${JSON.stringify(
    { ...head, columns: [], steps: [] },
    null,
    2,
  )}\n`
    .replace('"columns": []', () => `"columns": ${linesOf(columns)}`)
    .replace('"steps": []', () => `"steps": ${linesOf(steps)}`);
  parseFixture(name, whole);
  writeFileSync(join(FOLDER, `${name}.json`), whole);
}

function linesOf(items: readonly object[]): string {
  return items.length === 0
    ? '[]'
    : `[\n${items.map(item => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
}
