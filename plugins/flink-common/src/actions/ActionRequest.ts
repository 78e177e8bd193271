import { DESTRUCTIVE_KINDS, type ActionKind } from './ActionKind';

/** The state an application starts from. @public */
export type RestoreFrom =
  /** The newest usable one; on Kubernetes what the operator kept when it was suspended. */
  | { readonly type: 'latest' }
  | { readonly type: 'snapshot'; readonly snapshotName: string }
  /** Nothing: its state is dropped. */
  | { readonly type: 'none' };

/** An action with its parameters. It names snapshots by the names the portal showed, never by a location. @public */
export type ActionRequest =
  | { readonly kind: 'snapshot' }
  | {
      readonly kind: 'start';
      readonly from: RestoreFrom;
      /** State of operators that no longer exist is dropped instead of failing the start. */
      readonly allowNonRestoredState?: boolean;
    }
  /** With a snapshot where the runtime takes one. */
  | { readonly kind: 'stop' }
  /** With its state, in the way the runtime restarts a job. */
  | { readonly kind: 'restart' }
  | {
      readonly kind: 'rescale';
      readonly parallelism: number;
      /** Managed service only; absent: as it is. */
      readonly parallelismPerKpu?: number;
    }
  | {
      readonly kind: 'upgrade';
      /** `2.2`; absent: as it is. */
      readonly flinkVersion?: string;
      /**
       * Another build of the same artefact: the object key in the bucket in use, or the tag of the image in
       * use. Never another bucket or repository. Absent: as it is.
       */
      readonly artifact?: string;
    }
  /** Runs again from an older state; what came after it is dropped. */
  | {
      readonly kind: 'restore';
      readonly snapshotName: string;
      readonly allowNonRestoredState?: boolean;
    }
  /** Back to the version before, with its state. */
  | { readonly kind: 'rollback' }
  /** Without a snapshot. */
  | { readonly kind: 'forceStop' }
  | { readonly kind: 'deleteSnapshot'; readonly snapshotName: string };

/** Whether an action loses something that cannot be had back, so that the application's name must be typed. @public */
export function isDestructive(request: ActionRequest): boolean {
  return (
    DESTRUCTIVE_KINDS.includes(request.kind) ||
    (request.kind === 'start' && request.from.type === 'none')
  );
}

const VERBS: Readonly<Record<ActionKind, string>> = {
  snapshot: 'Take a snapshot of',
  restart: 'Restart',
  rescale: 'Rescale',
  upgrade: 'Upgrade',
  start: 'Start',
  stop: 'Stop',
  restore: 'Restore',
  rollback: 'Roll back',
  forceStop: 'Force-stop',
  deleteSnapshot: 'Delete a snapshot of',
};

/** The verb of an action as buttons and titles show it. @public */
export function actionVerb(kind: ActionKind): string {
  return VERBS[kind];
}
