import {
  formatBytes,
  formatCount,
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';

/** How long an action takes: `usually 2 min, at worst 6 min`. */
export function usualText({
  medianMs,
  worstMs,
}: flinkApi.UsualDuration): string {
  return `usually ${formatDurationMs(medianMs)}, at worst ${formatDurationMs(
    worstMs,
  )}`;
}

/** With a full stop: words from other places come with one or without. */
export function sentence(words: string): string {
  return /[.?]$/.test(words) ? words : `${words}.`;
}

/** What happens to the job, in a sentence. */
export function planSentence(plan: flinkApi.ActionPlan): string {
  const { medianMs, worstMs } = plan.duration;
  const long = `It usually takes ${formatDurationMs(
    medianMs,
  )}, at worst ${formatDurationMs(worstMs)}`;
  switch (plan.request.kind) {
    case 'stop':
    case 'forceStop':
      return `${long}. The job does not process from then until it is started again.`;
    default:
      return plan.interrupts
        ? `${long}, during which the job does not process.`
        : `${long}. The job goes on processing meanwhile.`;
  }
}

/** From where the job goes on: `snapshot pre-update-1355, 2.1 GiB`. */
export function restorePointText(point: flinkApi.RestorePoint): string {
  if (point.kind === 'none') {
    return 'none';
  }
  return [
    [point.kind, point.name].filter(Boolean).join(' '),
    ...(point.sizeBytes === undefined ? [] : [formatBytes(point.sizeBytes)]),
    ...(point.restorable ? [] : ['not restorable']),
  ].join(', ');
}

/** Input that is read again: `180 k records`. */
export function replayText({ records }: flinkApi.ActionPlanReplay): string {
  return records === undefined
    ? 'not known'
    : `${formatCount(records)} ${records === 1 ? 'record' : 'records'}`;
}

/** `+$160 a month`, `-$20 a month`, `no change`. */
export function costText({
  deltaUsdPerMonth,
}: flinkApi.ActionPlanCost): string {
  const dollars = Math.round(Math.abs(deltaUsdPerMonth));
  if (dollars === 0) {
    return 'no change';
  }
  return `${deltaUsdPerMonth > 0 ? '+' : '−'}$${dollars} a month`;
}
