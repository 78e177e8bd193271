import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  coarseDuration,
  RelativeTime,
} from '@flink-portal/backstage-plugin-flink-react';
import { personName } from './personName';

/** A change of the day before yesterday says nothing about what began today. */
const FAR_MS = 24 * 60 * 60_000;

/**
 * The newest change, with its distance to the trouble. "7 min before" states that one came before
 * the other and no more: the portal does not know that the change is the cause.
 */
export function ChangeLine(props: { change: flinkApi.Change }) {
  const { at, title, initiatedBy, beforeTroubleMs } = props.change;
  return (
    <div>
      Last change: {title} · <RelativeTime at={at} show="short" />
      {initiatedBy && ` · by ${personName(initiatedBy)}`}
      {beforeTroubleMs !== undefined &&
        beforeTroubleMs < FAR_MS &&
        ` (${coarseDuration(beforeTroubleMs)} before)`}
    </div>
  );
}
