import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every line in the files that a sink has committed: those whose names hide them are not complete. */
export function committedLines(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => !/(^|\/)[._]/.test(name))
    .map(name => join(folder, name))
    .filter(file => statSync(file).isFile())
    .flatMap(file => readFileSync(file, 'utf8').split('\n'))
    .filter(line => line !== '');
}
