import {
  isEnded,
  isInFlight,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** Somebody watches: steps of a few seconds are seen as they happen. */
const FOLLOW_POLL_MS = 3_000;
/** Waiting for a person, or for the figures after a change. */
const WAIT_POLL_MS = 30_000;

/**
 * One action, followed until its outcome is stated and nothing about it changes any more.
 *
 * @param actionId - `undefined` asks nothing.
 * @public
 */
export function useAction(
  id: string,
  actionId: string | undefined,
): FlinkData<flinkApi.Action> {
  return useFlinkData(
    actionId === undefined ? undefined : `action ${actionId} of ${id}`,
    api => api.getAction(id, actionId!),
    { keepPrevious: false, pollMs: nextLookMs },
  );
}

function nextLookMs({ status, watch }: flinkApi.Action): number | undefined {
  if (isInFlight(status)) {
    return FOLLOW_POLL_MS;
  }
  return isEnded(status) && watch?.status !== 'watching'
    ? undefined
    : WAIT_POLL_MS;
}
