import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  ACTION_KINDS,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import { readDurationMs } from '../../configReaders';
import type { LifecycleSettings } from './LifecycleSettings';

const MINUTE_MS = 60_000;
const PROTECTED = ['prod', 'production'];
const PLACES = ['accounts', 'clusters', 'namespaces', 'sources'] as const;

/**
 * Reads `flink.lifecycle` and `flink.ownership`.
 *
 * @throws InputError naming the key that is wrong
 */
export function readLifecycleSettings(
  flink: Config | undefined,
): LifecycleSettings {
  const durationMs = (key: string, defaultMs: number) =>
    readDurationMs(flink, `lifecycle.${key}`, defaultMs, MINUTE_MS);
  return {
    enabled: flink?.getOptionalBoolean('lifecycle.enabled') ?? false,
    protectedEnvironments:
      flink?.getOptionalStringArray('lifecycle.protectedEnvironments') ??
      PROTECTED,
    approvals: (flink?.getOptionalConfigArray('lifecycle.approvals') ?? []).map(
      (rule, index) => readApproval(rule, index),
    ),
    planValidMs: durationMs('planValid', 15 * MINUTE_MS),
    confirmationValidMs: durationMs('confirmationValid', 60 * MINUTE_MS),
    ownership: (flink?.getOptionalConfigArray('ownership') ?? []).map(
      (entry, index) => readOwnership(entry, index),
    ),
  };
}

function readApproval(
  rule: Config,
  index: number,
): LifecycleSettings['approvals'][number] {
  const named = rule.getOptional('actions');
  const environments = rule.getOptionalStringArray('environments');
  return {
    actions:
      named === undefined || named === 'all'
        ? 'all'
        : rule
            .getStringArray('actions')
            .map(kind => readKind(kind, `lifecycle.approvals[${index}]`)),
    ...(environments && { environments }),
    expiresAfterMs: readDurationMs(
      rule,
      'expiresAfter',
      30 * MINUTE_MS,
      MINUTE_MS,
    ),
  };
}

function readKind(text: string, key: string): ActionKind {
  const kind = ACTION_KINDS.find(each => each === text);
  if (!kind) {
    throw new InputError(
      `Configuration flink.${key}.actions names "${text}", which is no action; there are ${ACTION_KINDS.join(
        ', ',
      )}, or "all" instead of a list`,
    );
  }
  return kind;
}

function readOwnership(
  entry: Config,
  index: number,
): LifecycleSettings['ownership'][number] {
  const places = PLACES.flatMap(place => {
    const names = entry.getOptionalStringArray(place);
    return names ? [[place, names] as const] : [];
  });
  if (places.length === 0) {
    throw new InputError(
      `Configuration flink.ownership[${index}] names no place: add at least one of ${PLACES.join(
        ', ',
      )}. An entry without any would give its owner every application.`,
    );
  }
  return { owner: entry.getString('owner'), ...Object.fromEntries(places) };
}
