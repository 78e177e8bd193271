import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { fixtureSchema, type Fixture } from './fixtureSchema';

/** A fixture and the name of its file, which is its name. */
export interface NamedFixture {
  readonly name: string;
  readonly fixture: Fixture;
}

/**
 * Every `*.json` of a folder.
 *
 * @throws Error that names the file and everything that is wrong with it, or that there is none
 */
export function readFixtures(folder: string): NamedFixture[] {
  const files = readdirSync(folder).filter(file => file.endsWith('.json'));
  if (files.length === 0) {
    throw new Error(`${folder} holds no golden incidents (*.json)`);
  }
  return files.sort().map(file => ({
    name: basename(file, '.json'),
    fixture: parseFixture(file, readFileSync(join(folder, file), 'utf8')),
  }));
}

/** @throws Error that names the file and everything that is wrong with it */
export function parseFixture(file: string, text: string): Fixture {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${String(error)}`);
  }
  const parsed = fixtureSchema.safeParse(json);
  if (!parsed.success) {
    throw new Error(
      `${file} is not a golden incident:\n${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}
