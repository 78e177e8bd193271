import type { JsonObject, JsonValue } from '@backstage/types';
import {
  HIDDEN,
  isSecretKey,
  redactSecrets,
} from '@flink-portal/backstage-plugin-flink-common';
import type { PlannedChange } from '@flink-portal/backstage-plugin-flink-node';
import type { Intention } from '../patch/Intention';
import { isJsonObject, leavesOf, valueAt } from '../patch/mergePatch';
import type { FreshDeployment } from '../target/FreshDeployment';

/** Where secrets live: their values are never shown, whatever they are called. */
const HIDDEN_UNDER = ['podTemplate', 'args', 'env', 'logConfiguration'];

/** What the operator takes an absent field for. Source: operator, JobSpec, FlinkDeploymentSpec. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'job.state': 'running',
  'job.upgradeMode': 'stateless',
  'job.allowNonRestoredState': 'false',
};

/** The diff in Kubernetes' own words: `spec.job.state: running -> suspended`. */
export function changesOf(
  fresh: FreshDeployment,
  intention: Intention,
): PlannedChange[] {
  switch (intention.type) {
    case 'create':
      return [{ field: 'FlinkStateSnapshot', after: intention.name }];
    case 'delete':
      return [{ field: 'FlinkStateSnapshot', before: intention.name }];
    default:
      return leavesOf(intention.spec).map(({ path, value }) => {
        const key = path.join('.');
        const before = valueAt(fresh.spec, path);
        return {
          field: `spec.${key}`,
          ...(before === undefined || before === null
            ? defaultOf(key)
            : { before: shown(path, before) }),
          ...(value === null ? {} : { after: shown(path, value) }),
        };
      });
  }
}

function defaultOf(key: string): Pick<PlannedChange, 'before'> {
  return Object.hasOwn(DEFAULTS, key) ? { before: DEFAULTS[key] } : {};
}

/** A value as people may see it. */
function shown(path: readonly string[], value: JsonValue): string {
  if (isHidden(path)) return HIDDEN;
  if (isJsonObject(value) || Array.isArray(value)) {
    return JSON.stringify(redactedJson(value, path));
  }
  return redactSecrets(String(value));
}

/** JSON with secrets replaced, for people who want to see the call. */
export function redactedJson(
  value: JsonValue,
  path: readonly string[] = [],
): JsonValue {
  if (value !== null && isHidden(path)) return HIDDEN;
  if (Array.isArray(value)) return value.map(one => redactedJson(one, path));
  if (isJsonObject(value)) {
    const copy: JsonObject = {};
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) copy[key] = redactedJson(inner, [...path, key]);
    }
    return copy;
  }
  return typeof value === 'string' ? redactSecrets(value) : value;
}

function isHidden(path: readonly string[]): boolean {
  return (
    path.some(key => HIDDEN_UNDER.includes(key)) ||
    (path.includes('flinkConfiguration') && path.some(key => isSecretKey(key)))
  );
}
