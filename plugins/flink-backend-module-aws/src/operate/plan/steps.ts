import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionStep } from '@flink-portal/backstage-plugin-flink-node';

/** What decides the steps of an action. */
export interface StepsOf {
  readonly kind: ActionRequest['kind'];
  /** The call makes AWS take a snapshot first. */
  readonly snapshotFirst: boolean;
  /** It is an update of an application that does not run. */
  readonly stopped: boolean;
}

/** The steps of following an action, in order, all pending. */
export function stepsOf({
  kind,
  snapshotFirst,
  stopped,
}: StepsOf): ActionStep[] {
  const snapshot: ReadonlyArray<readonly [string, string]> = snapshotFirst
    ? [['snapshot', 'AWS takes a snapshot']]
    : [];
  const titles: ReadonlyArray<readonly [id: string, title: string]> = (() => {
    switch (kind) {
      case 'snapshot':
        return [['snapshot', 'AWS takes the snapshot']];
      case 'deleteSnapshot':
        return [['delete', 'AWS deletes the snapshot']];
      case 'start':
        return [
          ['start', 'AWS starts the application'],
          ['confirm', 'RUNNING, restored as asked for'],
        ];
      case 'stop':
        return [
          ...snapshot,
          ['stop', 'AWS stops the application'],
          ['confirm', 'READY'],
        ];
      case 'forceStop':
        return [
          ['stop', 'AWS stops the application without a snapshot'],
          ['confirm', 'READY'],
        ];
      case 'rollback':
        return [
          ['rollback', 'AWS rolls the application back'],
          ['confirm', 'RUNNING with the version before'],
        ];
      default:
        return stopped
          ? [
              ['update', 'AWS writes the configuration'],
              ['confirm', 'READY with the new configuration'],
            ]
          : [
              ...snapshot,
              ['update', 'AWS updates the application and restarts the job'],
              ['confirm', 'RUNNING with the new configuration'],
            ];
    }
  })();
  return titles.map(([id, title]) => ({ id, title, status: 'pending' }));
}
