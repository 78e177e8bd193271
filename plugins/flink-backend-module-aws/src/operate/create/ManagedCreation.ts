import type { ApplicationDetail } from '@aws-sdk/client-kinesis-analytics-v2';
import { formatApplicationId } from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkActionError,
  FlinkSourceError,
  type CreatedApplication,
  type FlinkCreation,
  type NewApplicationOrder,
  type OperateContext,
} from '@flink-portal/backstage-plugin-flink-node';
import type { RegionAccess } from '../../clients/RegionAccess';
import type { ManagedConfig } from '../../config/ManagedConfig';
import { readOnlyReason } from '../plan/readOnly';
import { sendOnce } from '../send/sendOnce';
import { actionReasonOf } from '../target/actionReason';
import { Reader } from '../target/Reader';
import { createCall } from './createCall';
import { readExisting } from './readExisting';
import { startOnce } from './startOnce';

/** What creating is built from. */
export interface ManagedCreationOptions {
  readonly config: Pick<ManagedConfig, 'scope'>;
  /** @throws FlinkSourceError when the source cannot be signed in to */
  readonly accessTo: (sourceId: string) => Promise<RegionAccess>;
  /** How long to wait before a call is repeated that AWS turned away for its rate, ms. */
  readonly backoffMs: number;
}

/** An application, and whether this call made it. */
interface Made {
  readonly version: number;
  /** As it was found; absent when this call made it. */
  readonly found?: ApplicationDetail;
}

/** Makes applications on the managed service, in the accounts and regions that are scanned. */
export class ManagedCreation implements FlinkCreation {
  constructor(private readonly options: ManagedCreationOptions) {}

  async check(
    order: NewApplicationOrder,
    context: OperateContext,
  ): Promise<CreatedApplication | undefined> {
    const found = await readExisting(
      await this.readerOf(order, context),
      order,
    );
    return found && createdOf(order, madeBefore(found));
  }

  async create(
    order: NewApplicationOrder,
    context: OperateContext,
  ): Promise<CreatedApplication> {
    const { backoffMs } = this.options;
    const reader = await this.readerOf(order, context);
    const made = await this.make(order, reader, context);
    if (order.start) {
      await startOnce({ reader, context, backoffMs, found: made.found });
    }
    return createdOf(order, made);
  }

  /** Asks first and looks only when AWS does not say yes: between a look and a call somebody else can be faster. */
  private async make(
    order: NewApplicationOrder,
    reader: Reader,
    context: OperateContext,
  ): Promise<Made> {
    try {
      const { versionId } = await sendOnce(createCall(order), {
        access: reader.access,
        context,
        orderedAtMs: order.orderedAtMs,
        attempt: { verb: 'create', applicationName: order.name },
        backoffMs: this.options.backoffMs,
      });
      return { version: versionId ?? 1 };
    } catch (error) {
      const found = await foundAfter(error, reader, order);
      if (found) {
        return madeBefore(found);
      }
      throw busyElsewhere(error, order);
    }
  }

  private async readerOf(
    { accountId, region, name }: NewApplicationOrder,
    context: OperateContext,
  ): Promise<Reader> {
    const scanned = this.options.config.scope.find(
      one => one.accountId === accountId && one.region === region,
    );
    const refusal = scanned
      ? readOnlyReason(scanned)
      : `The portal does not know account ${accountId} (${region}); add it under flink.aws.accounts.`;
    if (!scanned || refusal !== undefined) {
      throw new FlinkActionError('refused', `${refusal} Nothing was sent.`);
    }
    try {
      return new Reader(
        await this.options.accessTo(scanned.sourceId),
        context,
        name,
        () => context.now(),
      );
    } catch (error) {
      throw error instanceof FlinkSourceError
        ? new FlinkActionError(
            actionReasonOf(error.reason),
            error.message,
            error,
          )
        : error;
    }
  }
}

/**
 * What is there after a call that AWS refused because the name is in use, or that got no answer.
 *
 * @throws FlinkActionError `conflict` when it is somebody else's
 */
async function foundAfter(
  error: unknown,
  reader: Reader,
  order: NewApplicationOrder,
): Promise<ApplicationDetail | undefined> {
  if (!(error instanceof FlinkActionError)) {
    return undefined;
  }
  const inUse = causeIs(error, 'ResourceInUseException');
  if (!inUse && error.reason !== 'unsure') {
    return undefined;
  }
  try {
    return await readExisting(reader, order);
  } catch (why) {
    // Without an answer it stays as unsure as it was.
    const told =
      inUse || (why instanceof FlinkActionError && why.reason === 'conflict');
    throw told ? why : error;
  }
}

/** For an application that nobody planned, "changed since the plan" would say the wrong thing. */
function busyElsewhere(error: unknown, { name }: NewApplicationOrder): unknown {
  return error instanceof FlinkActionError && error.reason === 'conflict'
    ? new FlinkActionError(
        'refused',
        `AWS is busy with another change of that name, so application ${name} was not created. Try again.`,
        error.cause,
      )
    : error;
}

function causeIs(error: FlinkActionError, name: string): boolean {
  return error.cause instanceof Error && error.cause.name === name;
}

function madeBefore(found: ApplicationDetail): Made {
  return { version: found.ApplicationVersionId ?? 1, found };
}

function createdOf(
  { accountId, region, name }: NewApplicationOrder,
  { version, found }: Made,
): CreatedApplication {
  return {
    applicationId: formatApplicationId({
      runtime: 'managed',
      accountId,
      region,
      name,
    }),
    version: String(version),
    created: found === undefined,
  };
}
