import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { useSignal } from '@backstage/plugin-signals-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import useSWR from 'swr';
import { flinkApiRef, type FlinkApi } from '../api';

/** The channel on which the backend says that something changed. */
const CHANNEL = 'flink:applications';

/** Signals may be lost, so the page asks by itself too; not while its tab is hidden. */
const SAFETY_POLL_MS = 60_000;

/** After an error; doubled each time up to the safety poll. */
const FIRST_RETRY_MS = 2_500;

/** A busy fleet ticks often; one browser refetches at most this often. */
const SIGNAL_THROTTLE_MS = 5_000;

/**
 * Data of the Flink backend as a screen needs it: an error never takes away what was read before.
 *
 * @public
 */
export interface FlinkData<T> {
  readonly data: T | undefined;
  /** The newest attempt failed. `data`, if there, is older than that. */
  readonly error: Error | undefined;
  /** When `data` was read, epoch milliseconds in the browser's clock. */
  readonly readAtMs: number | undefined;
  /** Nothing to show yet. */
  readonly isLoading: boolean;
  /** `data` answers an earlier question (other filters, other range) while the new one is asked. */
  readonly isPrevious: boolean;
  /** Ask again now. */
  readonly refresh: () => void;
}

interface Read<T> {
  readonly key: string;
  readonly value: T;
  readonly atMs: number;
}

/**
 * @param key - names the question; `undefined` asks nothing.
 * @param keepPrevious - show the last answer while another question of the same kind is asked. Not
 *   for questions about different things: one application's data under another's name is a lie.
 * @param isOnDemand - asked when somebody opens or repeats it and at no other time: the answer comes from
 *   the far side, where each question costs time or money.
 * @param pollMs - how soon an answer is asked for again, by what it says; `undefined` when it changes no
 *   more, so that it is never asked for again. The safety poll unless given.
 */
export function useFlinkData<T>(
  key: string | undefined,
  fetch: (api: FlinkApi) => Promise<T>,
  options: {
    keepPrevious: boolean;
    isOnDemand?: boolean;
    pollMs?: (data: T) => number | undefined;
  },
): FlinkData<T> {
  const {
    keepPrevious,
    isOnDemand = false,
    pollMs = () => SAFETY_POLL_MS,
  } = options;
  const api = useApi(flinkApiRef);
  const { lastSignal } = useSignal<{ rev?: number }>(CHANNEL);
  // A number and no function: SWR starts its wait anew whenever a function is another one, so that a page
  // which renders often would never ask again.
  const [intervalMs, setIntervalMs] = useState(SAFETY_POLL_MS);

  // The API instance is part of the key: another session or another app never shares answers.
  const { data, error, isLoading, mutate } = useSWR<Read<T>, Error>(
    key === undefined ? null : [api, key],
    async () => ({
      key: key ?? '',
      value: await fetch(api),
      atMs: Date.now(),
    }),
    {
      keepPreviousData: keepPrevious,
      refreshInterval: isOnDemand ? 0 : intervalMs,
      refreshWhenHidden: false,
      refreshWhenOffline: false,
      revalidateOnFocus: !isOnDemand,
      revalidateOnReconnect: !isOnDemand,
      shouldRetryOnError: problem => !isOnDemand && mayHeal(problem),
      // SWR's own retries end, or grow to 43 min, and its poll pauses during an error: a page left
      // open over night would never come back.
      onErrorRetry: (_error, _key, _config, revalidate, { retryCount }) => {
        setTimeout(
          () => revalidate({ retryCount }),
          Math.min(SAFETY_POLL_MS, FIRST_RETRY_MS * 2 ** retryCount),
        );
      },
    },
  );

  const refresh = useCallback(() => {
    mutate();
  }, [mutate]);

  const wantedMs = data ? pollMs(data.value) : SAFETY_POLL_MS;
  useEffect(() => setIntervalMs(wantedMs ?? 0), [wantedMs]);
  const isFinal = wantedMs === undefined;
  useRefreshOnSignal(isOnDemand || isFinal ? undefined : lastSignal, refresh);

  return {
    data: data?.value,
    error,
    readAtMs: data?.atMs,
    isLoading: isLoading && data === undefined,
    isPrevious: data !== undefined && data.key !== key,
    refresh,
  };
}

/** Asking again does not change a refusal or an unknown name. */
function mayHeal(error: Error): boolean {
  return !(
    error instanceof ResponseError &&
    error.statusCode >= 400 &&
    error.statusCode < 500 &&
    error.statusCode !== 429
  );
}

function useRefreshOnSignal(signal: unknown, refresh: () => void) {
  const lastRefreshMs = useRef(0);
  // A new question is asked anyway: only a new signal may cause a refetch.
  const newestRefresh = useRef(refresh);
  newestRefresh.current = refresh;
  useEffect(() => {
    if (!signal) {
      return undefined;
    }
    const waitMs = lastRefreshMs.current + SIGNAL_THROTTLE_MS - Date.now();
    const timer = setTimeout(() => {
      lastRefreshMs.current = Date.now();
      newestRefresh.current();
    }, Math.max(0, waitMs));
    return () => clearTimeout(timer);
  }, [signal]);
}
