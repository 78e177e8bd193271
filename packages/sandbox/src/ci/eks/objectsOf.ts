import { parseAllDocuments } from 'yaml';
import {
  isJsonObject,
  type JsonValue,
  type KubernetesObject,
} from '../../kubernetes/store/objects';
import { Failure } from '../Failure';

/** The objects of a stream of YAML documents. @throws Failure for what is no object */
export function objectsOf(text: string): KubernetesObject[] {
  return parseAllDocuments(text).flatMap(document => {
    if ('errors' in document && document.errors.length > 0) {
      throw new Failure(`No YAML: ${document.errors[0].message}`);
    }
    const value: unknown = document.toJS();
    return value === null ? [] : [asObject(value)];
  });
}

function asObject(value: unknown): KubernetesObject {
  const object = JSON.parse(JSON.stringify(value)) as JsonValue;
  if (
    !isJsonObject(object) ||
    typeof object.apiVersion !== 'string' ||
    typeof object.kind !== 'string' ||
    !isJsonObject(object.metadata) ||
    typeof object.metadata.name !== 'string'
  ) {
    throw new Failure(
      `An object needs apiVersion, kind and metadata.name: ${JSON.stringify(
        value,
      ).slice(0, 120)}`,
    );
  }
  return object as KubernetesObject;
}
