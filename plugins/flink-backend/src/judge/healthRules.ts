import {
  figuresOf,
  judge,
  lastChangeOf,
} from '@flink-portal/backstage-plugin-flink-common';
import { joinCounters } from './joinCounters';
import type { Rules } from './Rules';

/** The suite's own rules. */
export const healthRules: Rules = {
  judge,
  figures: ({ known, series, restartCounters, nowMs }) =>
    figuresOf({
      known,
      series,
      restarts: joinCounters(restartCounters),
      nowMs,
    }),
  lastChange: (known, judgement) =>
    lastChangeOf(known.operations.lastGood?.value ?? [], judgement),
};
