// Writes templates/*.yaml from templates/parts, so that no two templates hold a copy of the same thing:
// the catalog reads a template from one file and follows no placeholders in files of a folder.
//
//   yarn templates           write them
//   yarn templates --check   fail when one differs from its parts
//
// What may be asked comes from one place too: `$field: name` is the JSON schema of that field of the form,
// made from the schema that the server checks the answers with.
import { createRequire } from 'node:module';
import {
  existsSync,
  readFileSync,
  readdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import prettier from 'prettier';
import { parse, stringify } from 'yaml';
import { root } from './toolchain.mjs';

const templates = join(root, 'templates');
const HEADER =
  '# Written by scripts/templates.mjs from templates/parts. Change those, then run `yarn templates`.\n';

/** What the steps of every host that publishes take. */
const PUBLISHED = ['remoteUrl', 'repoContentsUrl', 'commitHash'];

const fields = fieldSchemas();
const { jobs, job, others } = part('templates');
const layers = part('layers');
const { organization } = parse(
  readFileSync(join(templates, 'standards.yaml'), 'utf8'),
);

const written = new Map();
for (const each of [...jobs.map(own => ({ ...job, ...own })), ...others]) {
  written.set(`${each.id}.yaml`, templateOf(each));
}
written.set('all.yaml', {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Location',
  metadata: {
    name: 'flink-templates',
    description: 'All templates for Flink jobs',
  },
  spec: { type: 'file', targets: [...written.keys()].map(name => `./${name}`) },
});

const differing = [...written].filter(([name, content]) => {
  const file = join(templates, name);
  const text = textOf(content, file);
  const same = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (!same && !process.argv.includes('--check')) {
    writeFileSync(file, text);
    console.log(relative(root, file));
  }
  return !same;
});
// A template whose part is gone would stay in nobody's hands.
const left = readdirSync(templates).filter(
  name =>
    name.endsWith('.yaml') &&
    !written.has(name) &&
    readFileSync(join(templates, name), 'utf8').startsWith(HEADER),
);
if (process.argv.includes('--check')) {
  for (const name of [...differing.map(([each]) => each), ...left]) {
    console.error(
      `templates/${name} differs from its parts. Run yarn templates and commit what it writes.`,
    );
  }
  process.exitCode = differing.length + left.length > 0 ? 1 : 0;
} else {
  left.forEach(name => unlinkSync(join(templates, name)));
}

function templateOf(own) {
  const words = {
    ...own,
    platformTeam: organization.platformTeam,
  };
  words.layersOfJob = filled(layers.job, words);
  words.layersOfEnvironment = filled(layers.environment, words);
  const steps = own.steps.flatMap(name => part(`steps/${name}`, words));
  const hosts = Object.keys(steps.find(step => step.$publish)?.$publish ?? {});
  return withPublished(
    {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: {
        name: own.name,
        title: own.title,
        description: own.description,
        annotations: { 'flink.apache.org/template-version': own.version },
        tags: filled(own.tags, words),
      },
      spec: {
        owner: organization.platformTeam,
        type: own.type,
        parameters: own.pages
          .map(name => part(`pages/${name}`, words))
          .filter(page => page !== undefined),
        steps: steps.flatMap(stepsOf),
        output: part(`outputs/${own.output}`, words),
      },
    },
    hosts,
  );
}

/** A part with what it asks for filled in; undefined when it is not for this template. */
function part(name, words) {
  const content = parse(
    readFileSync(join(templates, 'parts', `${name}.yaml`), 'utf8'),
  );
  return words ? filled(content, words) : content;
}

function filled(value, words) {
  if (typeof value === 'string') {
    const [, whole] = /^<(\w+)>$/.exec(value) ?? [];
    if (whole && typeof words[whole] === 'object') {
      return words[whole];
    }
    return value.replace(/<(\w+)>/g, (all, word) => words[word] ?? all);
  }
  if (Array.isArray(value)) {
    return value
      .map(item => filled(item, words))
      .filter(item => item !== undefined);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { when, $field, ...rest } = value;
  if (
    when &&
    !Object.entries(when).every(([key, is]) => [is].flat().includes(words[key]))
  ) {
    return undefined;
  }
  const own = Object.fromEntries(
    Object.entries(rest)
      .map(([key, item]) => [filled(key, words), filled(item, words)])
      .filter(([, item]) => item !== undefined),
  );
  if ($field === undefined) {
    return own;
  }
  if (!fields[$field]) {
    throw new Error(
      `templates/parts names a field ${$field}; the form has ${Object.keys(
        fields,
      ).join(', ')}.`,
    );
  }
  const { title, description, ...ui } = own;
  return { title, description, ...fields[$field], ...ui };
}

function stepsOf(step) {
  if (step.$layers) {
    const { $layers, targetPath, each, values } = step;
    return $layers.map(({ id, layer, name }) => ({
      id: targetPath ? `${targetPath}-${id}` : `layer-${id}`,
      name: targetPath ? `${name}, ${targetPath}` : name,
      action: 'fetch:template',
      ...(each ? { each } : {}),
      input: {
        url: `./layers/${layer}`,
        ...(targetPath ? { targetPath } : {}),
        templateFileExtension: true,
        trimBlocks: true,
        lstripBlocks: true,
        replace: true,
        values,
      },
    }));
  }
  if (step.$publish) {
    return Object.entries(step.$publish).map(([host, { name, ...input }]) => ({
      id: `publish-${host}`,
      name,
      if: `\${{ steps['validate'].output.repositoryType == '${host}' }}`,
      action: `publish:${host}`,
      input: {
        repoUrl: '${{ parameters.repoUrl }}',
        description: '${{ parameters.description }}',
        defaultBranch: 'main',
        ...input,
      },
    }));
  }
  return [step];
}

/** Whichever host published, its output. */
function withPublished(template, hosts) {
  const outputs = Object.fromEntries(
    PUBLISHED.map(name => [
      `<published.${name}>`,
      `\${{ ${hosts
        .map(host => `steps['publish-${host}'].output.${name}`)
        .join(' or ')} }}`,
    ]),
  );
  return JSON.parse(JSON.stringify(template), (_key, value) =>
    typeof value === 'string' && outputs[value] ? outputs[value] : value,
  );
}

function fieldSchemas() {
  const require = createRequire(join(root, 'test', 'templates.cjs'));
  const here = process.cwd();
  process.chdir(join(root, 'test'));
  require('@backstage/cli/config/nodeTransform.cjs');
  const { z } = require('zod');
  const {
    newJobFormSchema,
  } = require('@flink-portal/backstage-plugin-flink-common');
  process.chdir(here);
  const { properties } = z.toJSONSchema(newJobFormSchema, {
    target: 'draft-7',
    io: 'input',
  });
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      schema.oneOf ? { type: 'object', ...schema } : schema,
    ]),
  );
}

function textOf(content, file) {
  const text =
    HEADER + stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
  return prettier.format(text, {
    ...prettier.resolveConfig.sync(file),
    filepath: file,
  });
}
