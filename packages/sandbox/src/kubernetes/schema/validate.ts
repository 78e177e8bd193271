import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import { StatusCause } from '../api/status-error';
import {
  JsonObject,
  JsonValue,
  KubernetesObject,
  isJsonObject,
  valueAt,
} from '../store/objects';
import { CustomResource } from './crds';

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  validateFormats: false,
  verbose: true,
});
const compiled = new Map<string, ValidateFunction>();

/** A schema cut at its pod templates, and what was cut out by its path. */
interface CutSchema {
  main: JsonObject;
  podTemplates: { path: string[]; schema: JsonObject }[];
}

function validatorOf(id: string, schema: () => JsonObject): ValidateFunction {
  const known = compiled.get(id);
  if (known) return known;
  const validate = ajv.compile(schema());
  compiled.set(id, validate);
  return validate;
}

// A pod's schema is most of these CRDs and takes over a second to compile; few objects have one.
function cut(schema: JsonObject, path: string[] = []): CutSchema {
  const { properties } = schema;
  if (!isJsonObject(properties)) return { main: schema, podTemplates: [] };
  const kept: JsonObject = {};
  const podTemplates: CutSchema['podTemplates'] = [];
  for (const [name, member] of Object.entries(properties)) {
    if (!isJsonObject(member)) continue;
    if (name === 'podTemplate') {
      podTemplates.push({ path: [...path, name], schema: member });
      continue;
    }
    const inner = cut(member, [...path, name]);
    kept[name] = inner.main;
    podTemplates.push(...inner.podTemplates);
  }
  return { main: { ...schema, properties: kept }, podTemplates };
}

/** Checks an object against its CRD's schema, in the API server's words. */
export function schemaCauses(
  resource: CustomResource,
  object: KubernetesObject,
): StatusCause[] {
  const schema = cutOf(resource);
  const found = causesOf(
    validatorOf(resource.plural, () => schema.main),
    object,
    [],
  );
  for (const part of schema.podTemplates) {
    const value = valueAt(object, ...part.path);
    if (value === undefined) continue;
    const id = `${resource.plural}/${part.path.join('/')}`;
    found.push(
      ...causesOf(
        validatorOf(id, () => part.schema),
        value,
        part.path,
      ),
    );
  }
  return found;
}

const cuts = new Map<string, CutSchema>();

function cutOf(resource: CustomResource): CutSchema {
  const known = cuts.get(resource.plural) ?? cut(resource.schema);
  cuts.set(resource.plural, known);
  return known;
}

function causesOf(
  validate: ValidateFunction,
  value: JsonValue,
  path: string[],
): StatusCause[] {
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .filter(error => error.keyword !== 'anyOf')
    .map(error => causeOf(error, path));
}

function causeOf(error: ErrorObject, path: string[]): StatusCause {
  const field = [...path, ...error.instancePath.split('/').slice(1)].join('.');
  const shown = JSON.stringify(error.data);
  if (error.keyword === 'enum') {
    const allowed: unknown[] = Array.isArray(error.schema) ? error.schema : [];
    return {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${shown}: supported values: ${allowed
        .map(value => JSON.stringify(value))
        .join(', ')}`,
      field,
    };
  }
  if (error.keyword === 'type') {
    const found = typeName(error.data);
    return {
      reason: 'FieldValueTypeInvalid',
      message: `Invalid value: "${found}": ${field} in body must be of type ${error.schema}: "${found}"`,
      field,
    };
  }
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${shown}: ${error.message ?? error.keyword}`,
    field,
  };
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return typeof value;
}

/** The object without fields its CRD does not know, and the paths that were dropped. */
export function prune(
  resource: CustomResource,
  object: KubernetesObject,
): { object: KubernetesObject; unknown: string[] } {
  const unknown: string[] = [];
  const pruned: KubernetesObject = {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: object.metadata,
  };
  const known = isJsonObject(resource.schema.properties)
    ? resource.schema.properties
    : {};
  for (const [key, value] of Object.entries(object)) {
    if (key in pruned) continue;
    const schema = known[key];
    if (isJsonObject(schema)) {
      pruned[key] = pruneValue(schema, value, key, unknown);
    } else {
      unknown.push(key);
    }
  }
  return { object: pruned, unknown };
}

function pruneValue(
  schema: JsonObject,
  value: JsonValue,
  path: string,
  unknown: string[],
): JsonValue {
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) return value;
  if (Array.isArray(value)) {
    const { items } = schema;
    return isJsonObject(items)
      ? value.map((item, index) =>
          pruneValue(items, item, `${path}[${index}]`, unknown),
        )
      : value;
  }
  if (!isJsonObject(value)) return value;
  const { properties, additionalProperties } = schema;
  const kept: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    const own = isJsonObject(properties) ? properties[key] : undefined;
    const inner = isJsonObject(own) ? own : additionalProperties;
    if (isJsonObject(inner)) {
      kept[key] = pruneValue(inner, member, `${path}.${key}`, unknown);
    } else if (inner === true) {
      kept[key] = member;
    } else {
      unknown.push(`${path}.${key}`);
    }
  }
  return kept;
}
