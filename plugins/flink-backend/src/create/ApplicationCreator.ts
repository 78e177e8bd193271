import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotImplementedError } from '@backstage/errors';
import type { PlatformStandards } from '@flink-portal/backstage-plugin-flink-common';
import type {
  CreatedApplication,
  FlinkCreation,
  NewApplicationOrder,
} from '@flink-portal/backstage-plugin-flink-node';
import type { CollectSoon } from '../collect/CollectSoon';
import type { RuntimeRegistry } from '../collect/RuntimeRegistry';
import { asHttpError } from '../operate/asHttpError';
import type { ActionRights } from '../operate/rights/ActionRights';
import type { RuntimeCalls } from '../operate/RuntimeCalls';
import type { Authorizer } from '../permissions/Authorizer';
import type { NewApplication } from '../schema/openapi/generated/models';
import type { CreationAudit } from './CreationAudit';
import { orderOf } from './orderOf';
import { plannedCreation } from './plannedCreation';

/** To make it, and to start it: each call may take 20 s, and be repeated when AWS limits calls. */
const CREATE_TIMEOUT_MS = 90_000;
const CHECK_TIMEOUT_MS = 30_000;

/** What creating is made of. */
export interface ApplicationCreatorOptions {
  /** `flink.lifecycle.enabled`. */
  readonly enabled: boolean;
  readonly standards: PlatformStandards | undefined;
  readonly authorizer: Pick<Authorizer, 'creation'>;
  readonly rights: Pick<ActionRights, 'person'>;
  readonly runtimes: Pick<RuntimeRegistry, 'get'>;
  readonly calls: Pick<RuntimeCalls, 'ask'>;
  readonly audit: CreationAudit;
  readonly collectSoon: Pick<CollectSoon, 'hurry'>;
  readonly now: () => number;
}

/** What became of a request. */
export interface Creation {
  readonly applicationId: string;
  /** Absent when nothing is there yet. */
  readonly version?: string;
  readonly created: boolean;
}

/** Creates a job's application where the platform's standards say, for a person who may. */
export class ApplicationCreator {
  constructor(private readonly options: ApplicationCreatorOptions) {}

  /**
   * @throws NotAllowedError, InputError, ConflictError, ServiceUnavailableError
   */
  async create(
    credentials: BackstageCredentials,
    request: NewApplication,
  ): Promise<Creation> {
    const { enabled, standards, authorizer, rights, now } = this.options;
    const requestedBy = rights.person(credentials);
    await authorizer.creation(credentials);
    if (!enabled) {
      throw new NotAllowedError(
        'Nothing can be created from this portal. It is turned on by flink.lifecycle.enabled in its configuration.',
      );
    }
    const planned = plannedCreation(request, standards, now());
    const order = orderOf(request, planned, { requestedBy, atMs: now() });
    const { applicationId } = planned.environment;
    try {
      if (request.dryRun) {
        const there = await this.check(order);
        return there
          ? { ...there, created: false }
          : { applicationId, created: false };
      }
      return await this.options.audit.executed(
        { orderId: order.orderId, applicationId, requestedBy },
        () => this.send(order),
      );
    } catch (error) {
      throw asHttpError(error);
    }
  }

  private check(
    order: NewApplicationOrder,
  ): Promise<CreatedApplication | undefined> {
    const creation = this.creation(order);
    return this.options.calls.ask(
      subjectOf(order),
      CHECK_TIMEOUT_MS,
      'unreachable',
      context => creation.check(order, context),
    );
  }

  private async send(order: NewApplicationOrder): Promise<CreatedApplication> {
    const creation = this.creation(order);
    const subject = subjectOf(order);
    const { sourceId } = subject.observation.application;
    try {
      return await this.options.calls.ask(
        subject,
        CREATE_TIMEOUT_MS,
        'unsure',
        context => creation.create(order, context),
      );
    } finally {
      // Also after a failure: it may be there and only not be started.
      await this.options.collectSoon.hurry(sourceId);
    }
  }

  private creation({ runtime }: NewApplicationOrder): FlinkCreation {
    const creation = this.options.runtimes.get(runtime)?.creation;
    if (!creation) {
      throw new NotImplementedError(
        `This portal cannot create applications on the runtime ${runtime}: no module for it is installed, or it has no accounts.`,
      );
    }
    return creation;
  }
}

/** Of whom a call is. */
function subjectOf({ runtime, accountId, region, name }: NewApplicationOrder) {
  return {
    observation: {
      application: { name, sourceId: `${runtime}:${accountId}/${region}` },
    },
  };
}
