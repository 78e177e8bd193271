import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  ACTION_KINDS,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import { readDurationMs, readObject } from '../../configReaders';
import type { LifecycleSettings } from './LifecycleSettings';

const MINUTE_MS = 60_000;
const DEFAULT_PROTECTED = ['prod', 'production'];
const APPROVAL_KEYS = ['actions', 'environments', 'expiresAfter'];
const PLACES = ['accounts', 'clusters', 'namespaces', 'sources'] as const;

/**
 * Reads `flink.lifecycle` and `flink.ownership`. A key that is not known is an error: a misspelt protection
 * must not be none.
 *
 * @throws InputError naming the key that is wrong
 */
export function readLifecycleSettings(
  flink: Config | undefined,
): LifecycleSettings {
  refuseUnknown('flink.lifecycle', flink?.getOptional('lifecycle') ?? {}, [
    'enabled',
    'protectedEnvironments',
    'approvals',
    'planValid',
    'confirmationValid',
  ]);
  return {
    enabled: readEnabled(flink),
    protectedEnvironments:
      readStrings(
        'flink.lifecycle.protectedEnvironments',
        flink?.getOptional('lifecycle.protectedEnvironments'),
      ) ?? DEFAULT_PROTECTED,
    approvals: readList('lifecycle.approvals', flink, readApproval),
    planValidMs: readDurationMs(
      flink,
      'lifecycle.planValid',
      15 * MINUTE_MS,
      MINUTE_MS,
    ),
    confirmationValidMs: readDurationMs(
      flink,
      'lifecycle.confirmationValid',
      60 * MINUTE_MS,
      MINUTE_MS,
    ),
    ownership: readList('ownership', flink, readOwnership),
  };
}

function readEnabled(flink: Config | undefined): boolean {
  const key = 'lifecycle.enabled';
  try {
    return flink?.getOptionalBoolean(key) ?? false;
  } catch (error) {
    throw new InputError(
      `Configuration flink.${key} must be true or false`,
      error,
    );
  }
}

function readList<T>(
  key: string,
  flink: Config | undefined,
  readOne: (path: string, entry: Config) => T,
): T[] {
  const value = flink?.getOptional(key) ?? [];
  if (!Array.isArray(value)) {
    throw new InputError(`Configuration flink.${key} must be a list`);
  }
  value.forEach((entry, index) => readObject(`flink.${key}[${index}]`, entry));
  return (flink?.getOptionalConfigArray(key) ?? []).map((entry, index) =>
    readOne(`${key}[${index}]`, entry),
  );
}

function readApproval(
  path: string,
  entry: Config,
): LifecycleSettings['approvals'][number] {
  refuseUnknown(`flink.${path}`, entry.get(), APPROVAL_KEYS);
  const environments = readStrings(
    `flink.${path}.environments`,
    entry.getOptional('environments'),
  );
  return {
    actions: readKinds(`flink.${path}.actions`, entry.getOptional('actions')),
    ...(environments && { environments }),
    expiresAfterMs: readDurationMs(
      entry,
      'expiresAfter',
      60 * MINUTE_MS,
      MINUTE_MS,
      `${path}.expiresAfter`,
    ),
  };
}

function readKinds(path: string, value: unknown): ActionKind[] | 'all' {
  if (value === 'all') {
    return 'all';
  }
  const names = readStrings(path, value);
  if (!names || names.length === 0) {
    throw new InputError(
      `Configuration ${path} must be "all" or a list of actions`,
    );
  }
  return names.map(name => {
    const kind = ACTION_KINDS.find(each => each === name);
    if (!kind) {
      throw new InputError(
        `Configuration ${path} names "${name}", which is no action; there are ${ACTION_KINDS.join(
          ', ',
        )}`,
      );
    }
    return kind;
  });
}

function readOwnership(
  path: string,
  entry: Config,
): LifecycleSettings['ownership'][number] {
  refuseUnknown(`flink.${path}`, entry.get(), ['owner', ...PLACES]);
  const owner = entry.getOptional('owner');
  if (typeof owner !== 'string' || owner.trim() === '') {
    throw new InputError(
      `Configuration flink.${path}.owner must name the group that owns what runs there`,
    );
  }
  const places = Object.fromEntries(
    PLACES.flatMap(place => {
      const names = readStrings(
        `flink.${path}.${place}`,
        entry.getOptional(place),
      );
      return names ? [[place, names] as const] : [];
    }),
  );
  if (Object.keys(places).length === 0) {
    throw new InputError(
      `Configuration flink.${path} names no place; add one of ${PLACES.join(
        ', ',
      )}`,
    );
  }
  return { owner, ...places };
}

/** Account ids that YAML takes for numbers are texts all the same. */
function readStrings(path: string, value: unknown): string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (
    !Array.isArray(value) ||
    !value.every(
      each =>
        (typeof each === 'string' && each.trim() !== '') ||
        Number.isSafeInteger(each),
    )
  ) {
    throw new InputError(`Configuration ${path} must be a list of texts`);
  }
  return value.map(String);
}

function refuseUnknown(
  path: string,
  value: unknown,
  known: readonly string[],
): void {
  const unknown = Object.keys(readObject(path, value)).find(
    key => !known.includes(key),
  );
  if (unknown !== undefined) {
    throw new InputError(
      `Configuration ${path}.${unknown} is not known; there are ${known.join(
        ', ',
      )}`,
    );
  }
}
