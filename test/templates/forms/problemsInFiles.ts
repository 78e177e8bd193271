import {
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  componentEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import type { RenderedFile } from './Scaffolder';

/** What an expression leaves behind that was not rendered, or rendered from nothing. */
const LEFTOVERS = [
  /\$\{\{\s*(values|plan|each|parameters)\b/,
  /\{%/,
  /%\}/,
  /\{\{\s*values\b/,
  /\bundefined\b/,
  /\[object Object\]/,
  /\bNaN\b/,
];

/** What is wrong with the files of one repository, as `file: problem`. */
export function problemsInFiles(files: readonly RenderedFile[]): string[] {
  return files.flatMap(({ path, content }) => [
    ...(path.includes('{') || path.endsWith('.njk')
      ? [`${path}: the name was not rendered`]
      : []),
    ...leftoversIn(path, content),
    ...syntaxProblems(path, content),
  ]);
}

/** What the catalog would refuse, or not know, in `catalog-info.yaml`. */
export async function catalogProblems(
  files: readonly RenderedFile[],
): Promise<string[]> {
  const file = files.find(({ path }) => path === 'catalog-info.yaml');
  if (!file) {
    return ['catalog-info.yaml: missing'];
  }
  const entities = parseAllDocuments(file.content).map(
    document => document.toJS() as Entity,
  );
  const policy = EntityPolicies.allOf([
    new SchemaValidEntityPolicy(),
    new NoForeignRootFieldsEntityPolicy(),
    new FieldFormatEntityPolicy(),
  ]);
  const problems: string[] = [];
  const refs = entities.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  if (new Set(refs).size !== refs.length) {
    problems.push(`catalog-info.yaml: an entity is there twice: ${refs}`);
  }
  for (const entity of entities) {
    try {
      const known =
        (await componentEntityV1alpha1Validator.check(entity)) ||
        (await resourceEntityV1alpha1Validator.check(entity));
      if (!known) {
        problems.push(`catalog-info.yaml: ${entity.kind} is no known kind`);
      }
      await policy.enforce(entity);
    } catch (error) {
      problems.push(`catalog-info.yaml: ${error}`);
    }
  }
  return problems;
}

function leftoversIn(path: string, content: string): string[] {
  return content
    .split('\n')
    .flatMap((line, index) =>
      LEFTOVERS.filter(leftover => leftover.test(line)).map(
        leftover => `${path}:${index + 1}: ${leftover} in ${line.trim()}`,
      ),
    );
}

function syntaxProblems(path: string, content: string): string[] {
  if (/\.ya?ml$/.test(path)) {
    return parseAllDocuments(content).flatMap(document =>
      document.errors.map(({ message }) => `${path}: ${message}`),
    );
  }
  // What lies in local/events is input of a local run, with a line that is no event on purpose.
  if (path.endsWith('.json') && !path.startsWith('local/events/')) {
    try {
      JSON.parse(content);
    } catch (error) {
      return [`${path}: ${error}`];
    }
  }
  return [];
}
