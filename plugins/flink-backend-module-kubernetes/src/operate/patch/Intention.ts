import type { JsonObject } from '@backstage/types';

/** The one call that an action makes. */
export type Intention =
  /** A merge patch of the FlinkDeployment's spec. */
  | { readonly type: 'patch'; readonly spec: JsonObject }
  /** A new FlinkStateSnapshot. */
  | {
      readonly type: 'create';
      readonly name: string;
      readonly body: JsonObject;
    }
  /** The end of a FlinkStateSnapshot, of this uid alone. */
  | { readonly type: 'delete'; readonly name: string; readonly uid: string };

/** For whom and when an action is made; a plan does not know the id yet. */
export interface Authorship {
  readonly actionId: string;
  /** Entity ref. */
  readonly requestedBy: string;
  /** Epoch ms; numbers that must be new are made from it. */
  readonly atMs: number;
}

/** The parameters make no legal call. */
export class NoCall extends Error {
  readonly name = 'NoCall';
}
