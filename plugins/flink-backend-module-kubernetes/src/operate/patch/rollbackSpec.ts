import type { JsonObject } from '@backstage/types';
import { flattenFlinkConfiguration } from '../../resources';
import type { FreshDeployment } from '../target/FreshDeployment';
import { NoCall } from './Intention';
import { isJsonObject, mergePatchBetween, sameJson } from './mergePatch';

/**
 * Fields of the job that stay as they are: the numbers act when they change, back to an older one too, and
 * whether it should run is not part of a version.
 */
const KEPT_IN_JOB = [
  'state',
  'savepointRedeployNonce',
  'initialSavepointPath',
  'savepointTriggerNonce',
  'checkpointTriggerNonce',
  'autoscalerResetNonce',
];

/**
 * The patch from the spec as it is to the last one the operator called stable. The record has explicit nulls
 * and Java's defaults, which are no difference.
 *
 * @throws NoCall when there is no such spec or it is the same
 */
export function rollbackSpec(fresh: FreshDeployment): JsonObject {
  const stable = lastStableSpec(fresh);
  if (!stable) {
    throw new NoCall(
      'The operator keeps no stable spec of this application, so there is nothing to roll back to.',
    );
  }
  const patch = mergePatchBetween(fresh.spec, asTarget(fresh.spec, stable));
  if (Object.keys(patch).length === 0) {
    throw new NoCall(
      'The spec is the last one the operator called stable, and it keeps no older one. To go further back, upgrade to the earlier tag or apply the earlier manifest.',
    );
  }
  return patch;
}

function lastStableSpec({ view }: FreshDeployment): JsonObject | undefined {
  const raw = view.status?.reconciliationStatus?.lastStableSpec.raw;
  if (!raw) return undefined;
  try {
    const recorded: unknown = JSON.parse(raw);
    return isJsonObject(recorded) && isJsonObject(recorded.spec)
      ? recorded.spec
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function asTarget(current: JsonObject, stable: JsonObject): JsonObject {
  const target = withoutNoise(current, stable);
  const job = isJsonObject(target.job) ? { ...target.job } : undefined;
  const currentJob = isJsonObject(current.job) ? current.job : {};
  if (job) {
    for (const key of KEPT_IN_JOB) keep(job, currentJob, key);
    dropDefault(job, currentJob, 'upgradeMode', 'stateless');
    dropDefault(job, currentJob, 'allowNonRestoredState', false);
    target.job = job;
  }
  keep(target, current, 'restartNonce');
  dropDefault(target, current, 'mode', 'native');
  if (sameConfiguration(current, target)) {
    keep(target, current, 'flinkConfiguration');
  }
  return target;
}

/** Without nulls, and without empty values for what is absent now. */
function withoutNoise(current: JsonObject, recorded: JsonObject): JsonObject {
  const clean: JsonObject = {};
  for (const [key, value] of Object.entries(recorded)) {
    if (value === null || value === undefined) continue;
    const before = current[key];
    if (isJsonObject(value)) {
      const inner = withoutNoise(isJsonObject(before) ? before : {}, value);
      if (Object.keys(inner).length > 0 || before !== undefined) {
        clean[key] = inner;
      }
    } else if (
      !(Array.isArray(value) && value.length === 0 && before === undefined)
    ) {
      clean[key] = value;
    }
  }
  return clean;
}

function keep(target: JsonObject, current: JsonObject, key: string): void {
  if (current[key] === undefined) delete target[key];
  else target[key] = current[key];
}

function dropDefault(
  target: JsonObject,
  current: JsonObject,
  key: string,
  byDefault: string | boolean,
): void {
  if (current[key] === undefined && target[key] === byDefault)
    delete target[key];
}

/** The operator records it in one way of writing; people write it in three. */
function sameConfiguration(current: JsonObject, target: JsonObject): boolean {
  return sameJson(
    flattenFlinkConfiguration(current.flinkConfiguration),
    flattenFlinkConfiguration(target.flinkConfiguration),
  );
}
