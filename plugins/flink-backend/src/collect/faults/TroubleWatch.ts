import type { FaultStore } from '../../store/FaultStore';
import type { VerdictTransition } from '../../store/VerdictTransition';
import type { TransitionListener } from '../TransitionListener';
import { isTrouble } from './isTrouble';

/** Lines reach logs some seconds after they were written; who asks at once finds nothing, ms. */
const FIRST_TRY_AFTER_MS = 15_000;

/** Notes when an application falls into a trouble that has a first fault, and when that is over. */
export class TroubleWatch implements TransitionListener {
  constructor(private readonly store: FaultStore) {}

  async onTransitions(
    transitions: readonly VerdictTransition[],
  ): Promise<void> {
    const over = transitions.filter(
      each =>
        each.to === 'Healthy' ||
        each.to === 'Stopped' ||
        // What fails after a change fails by the change: a trouble with a first fault of its own.
        (each.from === 'Changing' && fellIntoTrouble(each)),
    );
    const begun = transitions.filter(fellIntoTrouble);
    if (over.length > 0) {
      await this.store.end(
        over.map(({ applicationId }) => applicationId),
        Math.max(...over.map(({ atMs }) => atMs)),
      );
    }
    if (begun.length > 0) {
      await this.store.begin(
        begun.map(({ applicationId, atMs }) => ({
          applicationId,
          begunAtMs: atMs,
          dueAtMs: atMs + FIRST_TRY_AFTER_MS,
        })),
      );
    }
  }
}

/** Whatever leads: the exception explains a loop that a lack of memory stands above as well. */
function fellIntoTrouble({ to, ruleIds = [] }: VerdictTransition): boolean {
  return to === 'Unhealthy' && ruleIds.some(isTrouble);
}
