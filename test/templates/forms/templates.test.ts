import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { environmentLayersOf, layersOf } from '../layers';
import { exampleForm, planOfForm } from '../planExample';
import { templatesPath } from '../renderLayers';
import { everyCombination } from './formMatrix';
import { templateFile } from './Scaffolder';

const all = parse(readFileSync(join(templatesPath, 'all.yaml'), 'utf8'));
const names: string[] = all.spec.targets.map((target: string) =>
  target.replace(/^\.\/(.*)\.yaml$/, '$1'),
);
const ofJobs = names.filter(name => /^(managed|eks)-/.test(name));

interface Page {
  readonly properties: Record<string, { readonly pattern?: string }>;
}

/** As forms compile a page: patterns in unicode mode, words of the form itself ignored. */
function compiled(page: object): ValidateFunction {
  return new Ajv({
    strict: false,
    unicodeRegExp: true,
    validateFormats: false,
  }).compile(page);
}

test('what stands in templates/ is what the parts say', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['scripts/templates.mjs', '--check'],
    { cwd: join(templatesPath, '..'), encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('there is a template for each language on each target', () => {
  expect(ofJobs.sort()).toEqual(
    ['eks', 'managed'].flatMap(target =>
      ['java', 'python', 'sql'].map(language => `${target}-${language}`),
    ),
  );
});

describe.each(names)('%s', name => {
  const template = templateFile(name);
  const pages: Page[] = template.spec.parameters;

  test('is a template', async () => {
    expect(await templateEntityV1beta3Validator.check(template)).toBe(true);
  });

  test('has a version', () => {
    expect(
      template.metadata.annotations['flink.apache.org/template-version'],
    ).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('every page compiles, in the mode that forms use', () => {
    pages.forEach(page => expect(compiled(page)).toBeInstanceOf(Function));
  });

  test('no two pages ask for the same', () => {
    const asked = pages.flatMap(({ properties }) => Object.keys(properties));
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('every layer exists', () => {
    const layers = template.spec.steps
      .filter(({ action }: { action: string }) => action === 'fetch:template')
      .map(({ input }: { input: { url: string } }) => input.url)
      // Those of a repository that exists already are named by its plan.
      .filter((url: string) => !url.includes('${{'));
    expect(layers.length).toBeGreaterThan(0);
    expect(
      layers.filter((url: string) => !existsSync(join(templatesPath, url))),
    ).toEqual([]);
  });

  test('nothing of a part is left open', () => {
    expect(JSON.stringify(template)).not.toMatch(
      /<[a-z.]+[A-Za-z]*>|\$field|\$layers|\$publish|"when"/,
    );
  });
});

describe.each(ofJobs)('%s', name => {
  const template = templateFile(name);
  const pages: ValidateFunction[] = template.spec.parameters.map(compiled);
  const accepted = (values: unknown) => pages.every(page => page(values));
  const form = everyCombination().find(({ template: of }) => of === name)!;

  test('renders the layers of its language and target, in order', () => {
    const rendered = template.spec.steps
      .filter(({ action }: { action: string }) => action === 'fetch:template')
      .map(({ input }: { input: { url: string } }) =>
        input.url.replace('./layers/', ''),
      );
    const plan = planOfForm(exampleForm(name));
    expect(rendered).toEqual([...layersOf(plan), ...environmentLayersOf(plan)]);
  });

  test('checks the answers before anything is published, and says whose they are', () => {
    const [{ action, input }] = template.spec.steps;
    expect(action).toBe('flink:validate');
    expect(input.template).toEqual({
      name: template.metadata.name,
      version:
        template.metadata.annotations['flink.apache.org/template-version'],
    });
  });

  test('hands every answer to the check', () => {
    const asked = template.spec.parameters.flatMap((page: Page) =>
      Object.keys(page.properties),
    );
    const passed = template.spec.steps[0].input.form;
    for (const field of asked) {
      expect(passed[field]).toBe(`\${{ parameters.${field} }}`);
    }
  });

  test('accepts a form that is filled in', () => {
    expect(accepted(form.values)).toBe(true);
  });

  test.each([
    ['a name in capitals', { name: 'Orders' }],
    ['no environment', { environments: [] }],
    ['a line of Flink that is no text', { flinkVersion: 2.2 }],
    ['a class of data that nobody knows', { dataClassification: 'secret' }],
    ['a source of no kind', { source: {} }],
    ['a source of a kind that does not exist', { source: { kind: 'redis' } }],
    ['a source without its stream', { source: { kind: 'kinesis' } }],
    [
      "another kind's answer left in the source",
      { source: { kind: 's3', uri: 's3://example-raw/in', topic: 'in' } },
    ],
    [
      'a sink of a bucket that cannot be',
      { sink: { kind: 's3', uri: 'lake' } },
    ],
    ['a load without its partitions', { load: { expectedMBps: 1 } }],
  ])('refuses %s', (_, change) => {
    expect(accepted({ ...form.values, ...change })).toBe(false);
  });
});

test('every script of a layer can be executed', () => {
  const layers = join(templatesPath, 'layers');
  const scripts = readdirSync(layers, { recursive: true, encoding: 'utf8' })
    .map(name => join(layers, name))
    .filter(path => statSync(path).isFile())
    .filter(path => readFileSync(path, 'utf8').startsWith('#!'));
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter(path => statSync(path).mode % 2 === 0)).toEqual([]);
});
