import {
  ACTION_KINDS,
  valueOf,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ActionAvailability } from '@flink-portal/backstage-plugin-flink-node';
import { blueGreenReason, isBlueGreen } from './blueGreen';
import type { LegalityFacts } from './LegalityFacts';
import { notNow } from './notNow';

/** What is offered, from the last observation alone. */
export function availabilityOf(
  observation: Observation,
): readonly ActionAvailability[] {
  const whole = nothingAtAll(observation);
  const facts = whole === undefined ? observedFacts(observation) : undefined;
  return ACTION_KINDS.map(kind => {
    const reason = whole ?? (facts && notNow(kind, facts));
    return reason === undefined
      ? { kind, available: true }
      : { kind, available: false, reason };
  });
}

function nothingAtAll({
  application,
  state,
  configuration,
}: Observation): string | undefined {
  if (isBlueGreen(application)) return blueGreenReason();
  if (state.status === 'unreadable') {
    return `Nothing is offered while the application’s state is not known. ${state.message}`;
  }
  if (configuration.status === 'unreadable') {
    return `Nothing is offered while the application’s spec is not known. ${configuration.message}`;
  }
  return configuration.status === 'notApplicable'
    ? 'There is no FlinkDeployment of this name; only session jobs name it.'
    : undefined;
}

function observedFacts(observation: Observation): LegalityFacts {
  const { configuration, snapshots } = observation;
  const state = valueOf(observation.state);
  const word = (label: string) =>
    state?.verbatim.find(row => row.label === label)?.value;
  const lifecycle = word('Lifecycle');
  const jobState = word('Job');
  const read = valueOf(snapshots);
  return {
    session: valueOf(configuration)?.workload === 'sessionCluster',
    deleting: state?.change?.kind === 'delete' || lifecycle === 'DELETING',
    desired:
      state?.phase === 'stopped' || state?.change?.kind === 'stop'
        ? 'suspended'
        : 'running',
    // What runs is called STABLE while the operator refuses what the spec asks for.
    specAhead:
      state?.conditions.some(({ code }) => code === 'specRejected') ?? false,
    ...(lifecycle ? { lifecycle } : {}),
    ...(jobState ? { jobState } : {}),
    ...(read ? { snapshots: read } : {}),
    ...(snapshots.status === 'unreadable'
      ? { snapshotsUnreadable: snapshots.message }
      : {}),
  };
}
