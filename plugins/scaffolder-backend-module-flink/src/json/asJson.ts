import type { JsonObject } from '@backstage/types';

/** A typed object as the scaffolder hands it to later steps: what is undefined is left out. */
export function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
