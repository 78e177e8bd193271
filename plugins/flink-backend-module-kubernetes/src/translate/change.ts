import type {
  OngoingChange,
  OperationKind,
} from '@flink-portal/backstage-plugin-flink-common';
import { newestEvent, type DeploymentView } from './DeploymentView';
import { iso } from './iso';

const SLACK_MS = 60_000;

/** What kind of change a `SpecChanged` event tells of. Its message names the operator's own diff. */
export function kindOfSpecChange(message: string): OperationKind {
  if (/\bSCALE change/i.test(message)) return 'rescale';
  if (/\bSAVEPOINT_REDEPLOY change/i.test(message)) return 'restore';
  const changed = [...message.matchAll(/[[,]\s*([\w.]+)\s*:\s*[^\]]*?->/g)].map(
    ([, field]) => field,
  );
  if (changed.length === 0) return 'update';
  if (changed.every(field => field === 'restartNonce')) return 'restart';
  if (changed.every(field => field === 'job.parallelism')) return 'rescale';
  if (changed.every(field => field === 'job.state')) {
    return /job\.state\s*:\s*\w+\s*->\s*suspended/i.test(message)
      ? 'stop'
      : 'start';
  }
  return 'update';
}

/** The change that an upgrade or deployment under way is. */
export function deploymentChange(view: DeploymentView): OngoingChange {
  const reconciled = view.status?.reconciliationStatus?.lastReconciledSpec.spec;
  const verbatim = view.lifecycle ?? view.jobManager ?? 'CREATED';
  const specChange = newestEvent(view, ['SpecChanged']);
  const belongs =
    specChange && specChange.atMs >= view.transitionAtMs - SLACK_MS;
  let kind: OperationKind = 'update';
  if (belongs) {
    kind = kindOfSpecChange(specChange.message);
  } else if (!reconciled || isFirstDeployment(view)) {
    kind = 'create';
  } else if (reconciled.job?.state === 'suspended') {
    kind = 'start';
  }
  const startedAtMs =
    belongs && specChange.atMs < view.transitionAtMs
      ? specChange.atMs
      : view.transitionAtMs;
  return { kind, startedAt: iso(startedAtMs), verbatim };
}

function isFirstDeployment(view: DeploymentView): boolean {
  const reconciliation = view.status?.reconciliationStatus;
  return (
    reconciliation?.lastStableSpec.raw === undefined &&
    (view.deployment.metadata.generation ?? 1) <= 2
  );
}
