import {
  formatDurationMs,
  isInFlight,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { personName } from '../../card/personName';
import { usualText } from '../plan/planTexts';

/** Whole seconds: a clock that shows tenths hides what matters. */
export function lengthText(ms: number): string {
  return formatDurationMs(Math.max(1, Math.round(ms / 1000)) * 1000);
}

/** `1 min 20 s, usually 2 min, at worst 6 min`; what it took once it ended. */
export function elapsedText(action: flinkApi.Action, nowMs: number): string {
  const fromMs = Date.parse(action.sentAt ?? action.requestedAt);
  if (isInFlight(action.status)) {
    return `${lengthText(nowMs - fromMs)}, ${usualText(action.duration)}`;
  }
  return action.endedAt && action.sentAt
    ? `took ${lengthText(Date.parse(action.endedAt) - fromMs)}, ${usualText(
        action.duration,
      )}`
    : '';
}

/** How long one step has taken or took. */
export function stepLengthText(
  { startedAt, endedAt, status }: flinkApi.ActionStep,
  nowMs: number,
): string {
  if (!startedAt) {
    return '';
  }
  if (endedAt) {
    return lengthText(Date.parse(endedAt) - Date.parse(startedAt));
  }
  return status === 'active' ? lengthText(nowMs - Date.parse(startedAt)) : '';
}

/** Who asked: `kira`, or `an agent for kira`. */
export function askedBy({
  origin,
  requestedBy,
}: Pick<flinkApi.Action, 'origin' | 'requestedBy'>): string {
  const name = personName(requestedBy);
  return origin === 'agent' ? `an agent for ${name}` : name;
}
