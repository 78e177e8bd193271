import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';

/** `flink.kubernetes`, read and checked. */
export interface KubernetesSettings {
  readonly enabled: boolean;
  /** Absent: every namespace. */
  readonly namespaces?: readonly string[];
  readonly metrics: {
    readonly enabled: boolean;
    readonly cadenceMs: number;
    /** How long all questions to one application may take, ms. */
    readonly timeoutMs: number;
    /** Applications of one cluster that are asked at the same time. */
    readonly concurrency: number;
  };
  readonly watch: {
    /** How long one round of watches lasts before another replica may take over, ms. */
    readonly durationMs: number;
    /** How long one list may take, ms. */
    readonly listTimeoutMs: number;
    /** A watch that says nothing for so long is not trusted, ms. */
    readonly silentAfterMs: number;
    /** Time between lists where watching does not work, ms. */
    readonly relistMs: number;
    /** Changes of one application within this time become one observation, ms. */
    readonly debounceMs: number;
  };
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/**
 * Reads `flink.kubernetes`.
 *
 * @throws InputError when a value makes no sense; the message names the key
 */
export function readKubernetesSettings(root: Config): KubernetesSettings {
  const config = root.getOptionalConfig('flink.kubernetes');
  const duration = (key: string, fallbackMs: number, leastMs: number) => {
    const ms = config?.has(key)
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key }) as HumanDuration,
        )
      : fallbackMs;
    if (ms < leastMs) {
      throw new InputError(
        `flink.kubernetes.${key} must be at least ${leastMs / 1000} s, it is ${
          ms / 1000
        } s`,
      );
    }
    return ms;
  };
  const namespaces = config?.getOptionalStringArray('namespaces');
  if (namespaces && namespaces.length === 0) {
    throw new InputError(
      'flink.kubernetes.namespaces is an empty list: leave it out to read every namespace',
    );
  }
  const concurrency = config?.getOptionalNumber('metrics.concurrency') ?? 4;
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 32) {
    throw new InputError(
      `flink.kubernetes.metrics.concurrency must be a whole number from 1 to 32, it is ${concurrency}`,
    );
  }
  return {
    enabled: config?.getOptionalBoolean('enabled') ?? true,
    ...(namespaces ? { namespaces: [...new Set(namespaces)] } : {}),
    metrics: {
      enabled: config?.getOptionalBoolean('metrics.enabled') ?? true,
      cadenceMs: duration('metrics.cadence', MINUTE_MS, 10 * SECOND_MS),
      timeoutMs: duration('metrics.timeout', 5 * SECOND_MS, SECOND_MS),
      concurrency,
    },
    watch: {
      durationMs: duration('watch.duration', 4 * MINUTE_MS, 30 * SECOND_MS),
      listTimeoutMs: duration('watch.listTimeout', 20 * SECOND_MS, SECOND_MS),
      silentAfterMs: duration(
        'watch.silentAfter',
        90 * SECOND_MS,
        10 * SECOND_MS,
      ),
      relistMs: duration('watch.relist', 30 * SECOND_MS, 10 * SECOND_MS),
      debounceMs: SECOND_MS,
    },
  };
}
