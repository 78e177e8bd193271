import type { VerdictTransition } from '../store/VerdictTransition';

/** Somebody who wants to know at once that verdicts changed. */
export interface TransitionListener {
  /**
   * Called after the transitions were stored, with those of one batch of readings. The collection waits for
   * it: what takes longer than a statement or two is begun here and ends elsewhere. A failure is logged
   * and harms neither what is stored nor the other listeners.
   */
  onTransitions(transitions: readonly VerdictTransition[]): Promise<void>;
}
