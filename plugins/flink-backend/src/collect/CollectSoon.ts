import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { collectTaskId } from './SourceSchedule';

/** Has a source read before its turn, when something is known to have changed there. */
export class CollectSoon {
  constructor(
    private readonly scheduler: Pick<SchedulerService, 'triggerTask'>,
    private readonly logger: LoggerService,
  ) {}

  /** Never fails: a source that is read just now, or that cannot be hurried, is read at its usual time. */
  async hurry(sourceId: string): Promise<void> {
    try {
      await this.scheduler.triggerTask(collectTaskId(sourceId));
    } catch (error) {
      this.logger.debug(
        `${sourceId} is read at its usual time: ${stringifyError(error)}`,
      );
    }
  }
}
