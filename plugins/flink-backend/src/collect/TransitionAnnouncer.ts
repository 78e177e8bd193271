import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { VerdictTransition } from '../store/VerdictTransition';
import type { TransitionListener } from './TransitionListener';

/** Tells every listener of changed verdicts, all at the same time. */
export class TransitionAnnouncer implements TransitionListener {
  constructor(
    private readonly listeners: readonly TransitionListener[],
    private readonly logger: LoggerService,
  ) {}

  async onTransitions(
    transitions: readonly VerdictTransition[],
  ): Promise<void> {
    await Promise.all(
      this.listeners.map(async listener => {
        try {
          await listener.onTransitions(transitions);
        } catch (error) {
          this.logger.error(
            `${
              listener.constructor.name
            } failed to take note of changed verdicts: ${stringifyError(
              error,
            )}`,
          );
        }
      }),
    );
  }
}
