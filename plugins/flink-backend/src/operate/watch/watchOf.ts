import {
  formatTime,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import { toIso } from '../../store/rows';
import type { Ending } from '../store/NewAction';
import type { StoredAction } from '../store/StoredAction';
import { watchedUntilMs } from './readAroundChange';

/** After these the job processes as before, so that the time after can be compared with the time before. */
const COMPARED: readonly ActionKind[] = [
  'restart',
  'rescale',
  'upgrade',
  'restore',
  'rollback',
];

/** What begins when a change succeeded: nothing where there is nothing to compare. */
export function watchOf(
  { plan, request }: Pick<StoredAction, 'plan' | 'request'>,
  endedMs: number,
): Pick<Ending, 'watch' | 'watchAtMs'> {
  if (!plan.interrupts || !COMPARED.includes(request.kind)) {
    return {};
  }
  const untilMs = watchedUntilMs(endedMs);
  return {
    watchAtMs: untilMs,
    watch: {
      status: 'watching',
      until: toIso(untilMs),
      message: `Watching until ${formatTime(
        untilMs,
      )} whether lag, output, checkpoints or restarts are worse than before.`,
      figures: [],
    },
  };
}
