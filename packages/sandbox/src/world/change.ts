import type { StoredState } from './types';

/** Something that ends or begins a run of a job on purpose. */
export interface PlannedChange {
  readonly atMs: number;
  readonly kind: ChangeKind;
  /** From `atMs` until the job runs again; Infinity when it never does. Ends of a job have 0. */
  readonly downtimeMs: number;
  /** Parallelism from now on; unchanged when absent. */
  readonly parallelism?: number;
  /** What the run is restored from; the newest checkpoint of the run before when absent. */
  readonly beginsFrom?: 'nothing' | StoredState;
}

/** Why a run of a job began or ended. `update` that never comes back is a deployment that hangs. */
export type ChangeKind =
  | 'submit'
  | 'deploy'
  | 'rescale'
  | 'restart'
  | 'maintenance'
  | 'rollback'
  | 'start'
  | 'stop'
  | 'cancel'
  | 'finish';

/** True for the changes after which nothing runs. */
export function endsJob(kind: ChangeKind): boolean {
  return kind === 'stop' || kind === 'cancel' || kind === 'finish';
}
