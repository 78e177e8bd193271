import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const NAME = 'sums.json';
const sumsSchema = z.record(z.string(), z.string());

function sumsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name !== NAME)
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map(file => [
      file.slice(folder.length + 1),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );
}

/** Notes the SHA-256 of every file of a folder in the folder. */
export function noteFileSums(folder: string): void {
  writeFileSync(
    join(folder, NAME),
    `${JSON.stringify(sumsOf(folder), null, 2)}\n`,
  );
}

/** Whether a folder has exactly the files that were noted, unchanged. */
export function fileSumsHold(folder: string): boolean {
  try {
    const noted = sumsSchema.parse(
      JSON.parse(readFileSync(join(folder, NAME), 'utf8')),
    );
    return JSON.stringify(noted) === JSON.stringify(sumsOf(folder));
  } catch {
    // No folder, no note, or one that was cut off: nothing that can be relied on.
    return false;
  }
}
