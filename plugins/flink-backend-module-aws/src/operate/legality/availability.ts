import {
  ACTION_KINDS,
  valueOf,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ActionAvailability } from '@flink-portal/backstage-plugin-flink-node';
import { changeKindOf } from '../../translate/applicationStatus';
import { notNow } from './notNow';

/** What is offered, from the last observation alone. */
export function availabilityOf(
  observation: Observation,
  readOnly: string | undefined,
  nowMs: number,
): readonly ActionAvailability[] {
  const { state, configuration, operations, snapshots } = observation;
  const observed = valueOf(state);
  const status = observed?.verbatim[0]?.value;
  return ACTION_KINDS.map(kind => {
    const reason =
      readOnly ??
      (status === undefined
        ? stateUnreadable(state)
        : notNow(
            kind,
            {
              status,
              // Of a steady status the sentence does not say since when.
              since:
                changeKindOf(status) === undefined
                  ? undefined
                  : observed?.since,
              configuration: valueOf(configuration),
              operations: valueOf(operations),
              snapshots: valueOf(snapshots),
              snapshotsUnreadable:
                snapshots.status === 'unreadable'
                  ? snapshots.message
                  : undefined,
            },
            nowMs,
          ));
    return reason === undefined
      ? { kind, available: true }
      : { kind, available: false, reason };
  });
}

function stateUnreadable(state: Observation['state']): string {
  const why = state.status === 'unreadable' ? ` ${state.message}` : '';
  return `Nothing is offered while the application’s state is not known.${why}`;
}
