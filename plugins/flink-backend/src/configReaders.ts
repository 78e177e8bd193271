import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';

/**
 * A duration of the `flink` section, ms.
 *
 * @param path - where the key stands below `flink`, if not at its top
 * @throws InputError naming the key when it is no duration or too short
 */
export function readDurationMs(
  flink: Config | undefined,
  key: string,
  defaultMs: number,
  minimumMs: number,
  path: string = key,
): number {
  if (!flink?.has(key)) {
    return defaultMs;
  }
  let duration: HumanDuration;
  try {
    duration = readDurationFromConfig(flink, { key });
  } catch (error) {
    throw new InputError(
      `Configuration flink.${path} is not a duration; write for example "30s" or { minutes: 5 }`,
      error,
    );
  }
  const ms = durationToMilliseconds(duration);
  if (ms < minimumMs) {
    throw new InputError(
      `Configuration flink.${path} is ${ms} ms; it must be at least ${minimumMs} ms`,
    );
  }
  return ms;
}

/** @throws InputError naming the path when the value is no object */
export function readObject(
  path: string,
  value: unknown,
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`Configuration ${path} must be an object`);
  }
  return { ...value };
}
