import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { strategicMergePatch } from '../../kubernetes/api/patches';
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type KubernetesObject,
} from '../../kubernetes/store/objects';
import { Failure } from '../Failure';
import { nameHash } from './nameHash';
import { objectsOf } from './objectsOf';

const field = z.strictObject({
  path: z.string(),
  kind: z.string().optional(),
  create: z.boolean().optional(),
});
// Strict: what is not known here would change the result, so it must not be passed over.
const kustomizationSchema = z.strictObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  namespace: z.string().optional(),
  resources: z.array(z.string()).default([]),
  configurations: z.array(z.string()).default([]),
  labels: z
    .array(
      z.strictObject({
        pairs: z.record(z.string(), z.string()),
        includeSelectors: z.literal(false).optional(),
        fields: z.array(field).default([]),
      }),
    )
    .default([]),
  images: z
    .array(
      z.strictObject({
        name: z.string(),
        newName: z.string().optional(),
        newTag: z.string().optional(),
        digest: z.string().optional(),
      }),
    )
    .default([]),
  configMapGenerator: z
    .array(
      z.strictObject({
        name: z.string(),
        files: z.array(z.string()).default([]),
        literals: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  patches: z
    .array(
      z.strictObject({
        path: z.string().optional(),
        patch: z.string().optional(),
      }),
    )
    .default([]),
});
const configurationSchema = z.strictObject({
  images: z.array(field).default([]),
  nameReference: z
    .array(z.strictObject({ kind: z.string(), fieldSpecs: z.array(field) }))
    .default([]),
});
type Configuration = z.infer<typeof configurationSchema>;

const CLUSTER_WIDE = ['Namespace', 'ClusterRole', 'ClusterRoleBinding'];

interface Rendered {
  objects: KubernetesObject[];
  configurations: Configuration[];
  /** Names of generated objects before and after their hash. */
  renamed: Map<string, string>;
}

/**
 * Renders a kustomization: resources, namespace, labels, images, patches by strategic merge, generated ConfigMaps
 * with the hash in their name, and the references to them.
 *
 * @throws Failure for anything else a kustomization can hold
 */
export function kustomize(folder: string): KubernetesObject[] {
  const { objects, configurations, renamed } = render(folder);
  for (const { nameReference } of configurations) {
    for (const { kind, fieldSpecs } of nameReference) {
      for (const object of objects) {
        for (const spec of fieldSpecs) {
          edit(object, spec, value =>
            typeof value === 'string'
              ? renamed.get(`${kind}/${value}`) ?? value
              : value,
          );
        }
      }
    }
  }
  return objects;
}

function read<T>(path: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!result.success) {
    throw new Failure(
      `${basename(path)} holds what the sandbox cannot render without kubectl`,
      [z.prettifyError(result.error)],
    );
  }
  return result.data;
}

function render(folder: string): Rendered {
  const file = join(folder, 'kustomization.yaml');
  if (!existsSync(file)) {
    throw new Failure(`There is no kustomization.yaml in ${basename(folder)}`);
  }
  const wanted = read(file, kustomizationSchema);
  const rendered: Rendered = {
    objects: [],
    configurations: wanted.configurations.map(name =>
      read(join(folder, name), configurationSchema),
    ),
    renamed: new Map(),
  };
  for (const name of wanted.resources) {
    const path = join(folder, name);
    if (!existsSync(path)) {
      throw new Failure(`There is no resource ${name}`);
    }
    if (statSync(path).isDirectory()) {
      const inner = render(path);
      rendered.objects.push(...inner.objects);
      rendered.configurations.push(...inner.configurations);
      inner.renamed.forEach((to, from) => rendered.renamed.set(from, to));
    } else {
      rendered.objects.push(...objectsOf(readFileSync(path, 'utf8')));
    }
  }
  for (const { name, files, literals } of wanted.configMapGenerator) {
    const data: Record<string, string> = {};
    for (const entry of files) {
      const [key, path] = entry.includes('=')
        ? [
            entry.slice(0, entry.indexOf('=')),
            entry.slice(entry.indexOf('=') + 1),
          ]
        : [basename(entry), entry];
      data[key] = readFileSync(join(folder, path), 'utf8');
    }
    for (const literal of literals) {
      data[literal.slice(0, literal.indexOf('='))] = literal.slice(
        literal.indexOf('=') + 1,
      );
    }
    const hashed = `${name}-${nameHash(data)}`;
    rendered.renamed.set(`ConfigMap/${name}`, hashed);
    rendered.objects.push({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: hashed },
      data,
    });
  }
  for (const { path, patch } of wanted.patches) {
    const text = patch ?? readFileSync(join(folder, path ?? ''), 'utf8');
    for (const change of objectsOf(text)) {
      patchInto(rendered.objects, change);
    }
  }
  const { namespace } = wanted;
  if (namespace) {
    rendered.objects.forEach(object => inNamespace(object, namespace));
  }
  for (const { pairs, fields } of wanted.labels) {
    for (const object of rendered.objects) {
      object.metadata.labels = { ...object.metadata.labels, ...pairs };
      for (const spec of fields) {
        edit(object, spec, value => ({
          ...(isJsonObject(value) ? value : {}),
          ...pairs,
        }));
      }
    }
  }
  const imageFields = rendered.configurations.flatMap(one => one.images);
  for (const image of wanted.images) {
    for (const object of rendered.objects) {
      for (const spec of imageFields) {
        edit(object, spec, value =>
          typeof value === 'string' ? newImage(value, image) : value,
        );
      }
    }
  }
  return rendered;
}

function patchInto(
  objects: KubernetesObject[],
  change: KubernetesObject,
): void {
  const index = objects.findIndex(
    one =>
      one.apiVersion === change.apiVersion &&
      one.kind === change.kind &&
      one.metadata.name === change.metadata.name,
  );
  if (index < 0) {
    throw new Failure(
      `A patch is for ${change.kind} ${change.metadata.name}, which is not there`,
    );
  }
  objects[index] = strategicMergePatch(
    objects[index],
    change,
  ) as KubernetesObject;
}

function inNamespace(object: KubernetesObject, namespace: string): void {
  if (CLUSTER_WIDE.includes(object.kind)) {
    return;
  }
  object.metadata.namespace = namespace;
  // A binding's own service accounts are in the namespace too.
  if (Array.isArray(object.subjects)) {
    for (const subject of object.subjects) {
      if (isJsonObject(subject) && subject.kind === 'ServiceAccount') {
        subject.namespace = namespace;
      }
    }
  }
}

function newImage(
  value: string,
  image: { name: string; newName?: string; newTag?: string; digest?: string },
): string {
  const [name] = value.split(/[@:](?=[^/]*$)/);
  if (name !== image.name) {
    return value;
  }
  const to = image.newName ?? name;
  if (image.digest) {
    return `${to}@${image.digest}`;
  }
  return image.newTag ? `${to}:${image.newTag}` : to + value.slice(name.length);
}

/** Changes a field of an object, in every element of the lists on its way. */
function edit(
  object: KubernetesObject,
  { path, kind, create }: z.infer<typeof field>,
  change: (value: JsonValue | undefined) => JsonValue | undefined,
): void {
  if (kind !== undefined && object.kind !== kind) {
    return;
  }
  walk(object, path.split('/'), create ?? false, change);
}

function walk(
  at: JsonValue | undefined,
  [key, ...rest]: string[],
  create: boolean,
  change: (value: JsonValue | undefined) => JsonValue | undefined,
): void {
  if (Array.isArray(at)) {
    at.forEach(item => walk(item, [key, ...rest], create, change));
    return;
  }
  if (!isJsonObject(at) || (at[key] === undefined && !create)) {
    return;
  }
  const parent: JsonObject = at;
  if (rest.length === 0) {
    const changed = change(parent[key]);
    if (changed !== undefined) {
      parent[key] = changed;
    }
    return;
  }
  parent[key] ??= {};
  walk(parent[key], rest, create, change);
}
