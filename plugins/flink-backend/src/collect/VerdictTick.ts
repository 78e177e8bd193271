import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { VerdictTransition } from '../store/VerdictTransition';
import type { TransitionListener } from './TransitionListener';

/** The channel browsers listen on. */
export const APPLICATIONS_CHANNEL = 'flink:applications';

/**
 * Tells browsers that some verdict changed, and nothing else: everybody may listen, so each refetches and
 * is authorized again.
 */
export class VerdictTick implements TransitionListener {
  private failed = false;

  constructor(
    private readonly signals: SignalsService,
    private readonly logger: LoggerService,
  ) {}

  async onTransitions(
    transitions: readonly VerdictTransition[],
  ): Promise<void> {
    await this.publish(Math.max(...transitions.map(({ atMs }) => atMs)));
  }

  /** Tells browsers that something of some application is newer than they may have. */
  async publish(rev: number): Promise<void> {
    try {
      await this.signals.publish({
        recipients: { type: 'broadcast' },
        channel: APPLICATIONS_CHANNEL,
        message: { rev },
      });
      this.failed = false;
    } catch (error) {
      // Browsers poll slowly besides; one line is enough until it works again.
      if (!this.failed) {
        this.logger.warn(
          `Browsers are not told of changed verdicts: ${stringifyError(error)}`,
        );
      }
      this.failed = true;
    }
  }
}
