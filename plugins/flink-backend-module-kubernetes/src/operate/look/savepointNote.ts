import { redactSecrets } from '@flink-portal/backstage-plugin-flink-common';
import { modeOf } from '../plan/UpgradePath';
import type { FreshDeployment } from '../target/FreshDeployment';
import { fingerprintOf, type PatchedHandle } from './Handle';

/** What the suspended job left to go on from, said only where the status shows it. */
export function savepointNote(
  fresh: FreshDeployment,
  { savepointBefore }: PatchedHandle,
): string {
  switch (modeOf(fresh)) {
    case 'stateless':
      return 'Its state is gone: the operator deleted the cluster and its high-availability metadata.';
    case 'last-state':
      return 'Its newest checkpoint and the high-availability metadata are kept; the next start goes on from there.';
    default: {
      const path = fresh.view.status?.jobStatus?.upgradeSavepointPath;
      if (!path) {
        return 'The operator names no savepoint: it fell back to the last checkpoint, or took none.';
      }
      return fingerprintOf(path) === savepointBefore
        ? `The operator names no new savepoint; the one it has is ${redactSecrets(
            path,
          )}, from before.`
        : `Savepoint ${redactSecrets(
            path,
          )} is ready; the next start goes on from it.`;
    }
  }
}
