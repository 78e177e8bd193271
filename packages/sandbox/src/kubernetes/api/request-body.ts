import { parse } from 'yaml';
import {
  JsonObject,
  JsonValue,
  KubernetesObject,
  ObjectMeta,
  isJsonObject,
} from '../store/objects';
import { Resource, apiVersionOf } from './resources';
import { StatusError, badRequest, unsupportedMediaType } from './status-error';

/** `application/json; charset=utf-8` without its parameters. */
export function mediaType(header: string | undefined): string {
  return (header ?? 'application/json').split(';')[0].trim().toLowerCase();
}

/**
 * Reads a JSON or YAML request body.
 *
 * @throws StatusError 400 when malformed, 415 for other media types (protobuf).
 */
export function parseRequestBody(
  text: string,
  contentType: string | undefined,
): JsonObject {
  const type = mediaType(contentType);
  const yaml = type === 'application/yaml' || type === 'text/yaml';
  if (type !== 'application/json' && !yaml) {
    throw unsupportedMediaType(['application/json', 'application/yaml']);
  }
  let value: unknown;
  try {
    value = yaml ? parse(text) : JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
  if (!isJsonObject(value)) throw badRequest('the body must be an object');
  return value;
}

/**
 * Reads a body as an object of one kind.
 *
 * @throws StatusError 400 for another kind, or metadata of the wrong shape.
 */
export function asKubernetesObject(
  value: JsonValue,
  resource: Resource,
): KubernetesObject {
  if (!isJsonObject(value)) throw badRequest('the body must be an object');
  const apiVersion = apiVersionOf(resource);
  if (value.kind !== undefined && value.kind !== resource.kind) {
    throw badRequest(
      `${String(value.kind)} in version "${String(
        value.apiVersion,
      )}" cannot be handled as a ${resource.kind}: expected kind ${
        resource.kind
      }`,
    );
  }
  if (value.apiVersion !== undefined && value.apiVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${String(
        value.apiVersion,
      )}) does not match the expected API version (${apiVersion})`,
    );
  }
  const { spec, status } = value;
  for (const [field, member] of Object.entries({ spec, status })) {
    if (resource.custom && member !== undefined && !isJsonObject(member)) {
      throw new StatusError(
        422,
        'Invalid',
        `${resource.kind}.${resource.group} is invalid: ${field}: Invalid value: must be of type object`,
      );
    }
  }
  return {
    ...value,
    apiVersion,
    kind: resource.kind,
    metadata: asMetadata(value.metadata),
    spec: isJsonObject(spec) ? spec : undefined,
    status: isJsonObject(status) ? status : undefined,
  };
}

function isStrings(value: JsonValue): value is { [key: string]: string } {
  return (
    isJsonObject(value) &&
    Object.values(value).every(member => typeof member === 'string')
  );
}

function asMetadata(value: JsonValue): ObjectMeta {
  if (value !== undefined && !isJsonObject(value)) {
    throw badRequest('metadata must be an object');
  }
  const metadata: JsonObject = { ...value };
  for (const key of ['labels', 'annotations']) {
    const member = metadata[key];
    if (member === null || member === undefined) delete metadata[key];
    else if (!isStrings(member)) {
      throw badRequest(
        `json: cannot unmarshal into Go struct field ObjectMeta.metadata.${key} of type string`,
      );
    }
  }
  for (const key of ['creationTimestamp', 'finalizers', 'ownerReferences']) {
    if (metadata[key] === null) delete metadata[key];
  }
  const name = typeof metadata.name === 'string' ? metadata.name : '';
  return { ...metadata, name };
}
