import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  parseStandards,
  planNewJob,
  type JobPlan,
} from '@flink-portal/backstage-plugin-flink-common';
import { templatesPath } from './renderLayers';

/** The standards the sandbox's platform has. */
export const standards = parseStandards(
  parse(readFileSync(join(templatesPath, 'standards.yaml'), 'utf8')),
);

/** One of `examples/`, by its file's name without the ending. */
export function exampleForm(name: string): Record<string, unknown> {
  return JSON.parse(
    readFileSync(join(__dirname, 'examples', `${name}.json`), 'utf8'),
  );
}

/**
 * The plan of a form.
 * @throws Error that names every problem of the form
 */
export function planOfForm(form: unknown): JobPlan {
  const { plan, problems } = planNewJob(form, standards, {
    template: { name: 'flink-example', version: '1.0.0' },
    nowMs: Date.parse('2026-11-26T00:00:00Z'),
  });
  if (!plan) {
    throw new Error(
      problems.map(({ field, message }) => `${field}: ${message}`).join('\n'),
    );
  }
  return plan;
}
