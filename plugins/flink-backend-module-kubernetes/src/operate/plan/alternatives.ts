import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { RuntimePlan } from '@flink-portal/backstage-plugin-flink-node';
import type { FreshDeployment } from '../target/FreshDeployment';
import { endsJobBy, modeOf } from './UpgradePath';

/** What else can be done, where this action cannot or should not. */
export function alternativesOf(
  fresh: FreshDeployment,
  request: ActionRequest,
): RuntimePlan['alternatives'] {
  const { view } = fresh;
  const running = view.jobState === 'RUNNING' && !view.session;
  const mode = endsJobBy(fresh, request);
  if (request.kind === 'stop' && mode === 'savepoint' && !running) {
    return [
      {
        request: { kind: 'forceStop' },
        message:
          'Force-stop ends the job without a savepoint; its plan says what that loses.',
      },
    ];
  }
  if (mode === 'stateless' && running && request.kind !== 'restore') {
    return [
      {
        request: { kind: 'snapshot' },
        message: 'Take a snapshot first: it can be restored afterwards.',
      },
    ];
  }
  if (
    request.kind === 'start' &&
    request.from.type === 'latest' &&
    modeOf(fresh) === 'stateless'
  ) {
    const newest = fresh.snapshots?.find(
      ({ status, location }) => status === 'ready' && location,
    );
    return newest
      ? [
          {
            request: {
              kind: 'start',
              from: { type: 'snapshot', snapshotName: newest.name },
            },
            message: `Start from snapshot ${newest.name} to keep its state.`,
          },
        ]
      : [];
  }
  return [];
}
