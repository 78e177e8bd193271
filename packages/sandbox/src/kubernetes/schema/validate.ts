import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import { StatusCause } from '../api/status-error';
import {
  JsonObject,
  JsonValue,
  KubernetesObject,
  isJsonObject,
} from '../store/objects';
import { CustomResource } from './crds';

// Compiling the pod templates of a FlinkDeployment takes most of a second: once per process.
const compiled = new Map<string, ValidateFunction>();

function validatorOf(resource: CustomResource): ValidateFunction {
  const known = compiled.get(resource.plural);
  if (known) return known;
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    verbose: true,
  });
  const validate = ajv.compile(resource.schema);
  compiled.set(resource.plural, validate);
  return validate;
}

/** Checks an object against its CRD's schema, in the API server's words. */
export function schemaCauses(
  resource: CustomResource,
  object: KubernetesObject,
): StatusCause[] {
  const validate = validatorOf(resource);
  if (validate(object)) return [];
  return (validate.errors ?? [])
    .filter(error => error.keyword !== 'anyOf')
    .map(causeOf);
}

function causeOf(error: ErrorObject): StatusCause {
  const field = error.instancePath.split('/').slice(1).join('.');
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
