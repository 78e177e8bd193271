import {
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  DescribeApplicationSnapshotCommand,
  DescribeApplicationVersionCommand,
  ListApplicationOperationsCommand,
  ListApplicationSnapshotsCommand,
  ListTagsForResourceCommand,
  type ApplicationDetail,
  type ApplicationOperationInfoDetails,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { Snapshot } from '@flink-portal/backstage-plugin-flink-common';
import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import { callFailure, isNotFound } from '../../clients/callFailure';
import type { CallContext, RegionAccess } from '../../clients/RegionAccess';
import { readSnapshots } from '../../collect/snapshots';
import { PartReader } from '../../collect/PartReader';
import {
  toOperation,
  type ManagedOperation,
} from '../../translate/toOperation';
import { toSnapshot } from '../../translate/toSnapshot';
import { actionReasonOf } from './actionReason';

const NEWEST = 50;

/** A description by name, with what AWS wants to know of it again. */
export interface DescribedSnapshot {
  readonly snapshot: Snapshot;
  /** Exactly as AWS gave it: DeleteApplicationSnapshot compares it. */
  readonly createdAt: Date | undefined;
}

/** Reads one application fresh, for planning, sending and following. */
export class Reader {
  private readonly parts: PartReader;

  constructor(
    readonly access: RegionAccess,
    readonly context: CallContext,
    readonly name: string,
    nowMs: () => number,
  ) {
    this.parts = new PartReader(access, context, name, nowMs);
  }

  /** @throws FlinkActionError */
  async describe(): Promise<ApplicationDetail> {
    const { ApplicationDetail: detail } = await this.call(
      'describe',
      'DescribeApplication',
      options =>
        this.access.analytics.send(
          new DescribeApplicationCommand({ ApplicationName: this.name }),
          options,
        ),
    );
    if (!detail) {
      throw new FlinkActionError(
        'failed',
        `AWS described application ${this.name} with an answer that holds nothing.`,
      );
    }
    return detail;
  }

  /** Undefined when there is no application of that name. @throws FlinkActionError */
  async describeIfThere(): Promise<ApplicationDetail | undefined> {
    return this.ifFound(() => this.describe());
  }

  /** @throws FlinkActionError */
  async tags(arn: string): Promise<Readonly<Record<string, string>>> {
    const { Tags = [] } = await this.call(
      'list tags of',
      'ListTagsForResource',
      options =>
        this.access.analytics.send(
          new ListTagsForResourceCommand({ ResourceARN: arn }),
          options,
        ),
    );
    return Object.fromEntries(
      Tags.flatMap(({ Key, Value = '' }) =>
        Key === undefined ? [] : [[Key, Value]],
      ),
    );
  }

  /** The version as it is or was; undefined when it may not be read or is gone. */
  async version(versionId: number): Promise<ApplicationDetail | undefined> {
    try {
      const answer = await this.access.call(
        'kinesisanalytics:DescribeApplicationVersion',
        this.context,
        options =>
          this.access.analytics.send(
            new DescribeApplicationVersionCommand({
              ApplicationName: this.name,
              ApplicationVersionId: versionId,
            }),
            options,
          ),
      );
      return answer.ApplicationVersionDetail;
    } catch {
      this.context.signal.throwIfAborted();
      return undefined;
    }
  }

  /** Newest first; the sentence when they could not be read. */
  async snapshots(): Promise<
    readonly Snapshot[] | { readonly unreadable: string }
  > {
    const answer = await readSnapshots(this.parts);
    if (answer.ok) {
      return answer.value;
    }
    return {
      unreadable:
        answer.failed.status === 'unreadable'
          ? answer.failed.message
          : 'Its snapshots could not be read.',
    };
  }

  /** One page, for following: which end AWS lists first is not documented, so it may lack the newest. */
  async someSnapshots(): Promise<readonly Snapshot[]> {
    const { SnapshotSummaries = [] } = await this.call(
      'list snapshots of',
      'ListApplicationSnapshots',
      options =>
        this.access.analytics.send(
          new ListApplicationSnapshotsCommand({
            ApplicationName: this.name,
            Limit: NEWEST,
          }),
          options,
        ),
    );
    return SnapshotSummaries.map(toSnapshot);
  }

  /** Undefined when there is none of that name. @throws FlinkActionError */
  async snapshot(name: string): Promise<DescribedSnapshot | undefined> {
    const details = await this.ifFound(() =>
      this.call(
        `describe snapshot ${name} of`,
        'DescribeApplicationSnapshot',
        options =>
          this.access.analytics.send(
            new DescribeApplicationSnapshotCommand({
              ApplicationName: this.name,
              SnapshotName: name,
            }),
            options,
          ),
      ),
    );
    return details?.SnapshotDetails
      ? {
          snapshot: toSnapshot(details.SnapshotDetails),
          createdAt: details.SnapshotDetails.SnapshotCreationTimestamp,
        }
      : undefined;
  }

  /** The newest fifty, newest first. @throws FlinkActionError */
  async operations(): Promise<readonly ManagedOperation[]> {
    const { ApplicationOperationInfoList: infos = [] } = await this.call(
      'list operations of',
      'ListApplicationOperations',
      options =>
        this.access.analytics.send(
          new ListApplicationOperationsCommand({
            ApplicationName: this.name,
            Limit: NEWEST,
          }),
          options,
        ),
    );
    return infos
      .flatMap(info => toOperation(info, undefined) ?? [])
      .sort((a, b) =>
        b.operation.startedAt.localeCompare(a.operation.startedAt),
      );
  }

  /** Undefined when AWS does not know the operation. @throws FlinkActionError */
  async operation(
    operationId: string,
  ): Promise<ApplicationOperationInfoDetails | undefined> {
    const answer = await this.ifFound(() =>
      this.call(
        `describe operation ${operationId} of`,
        'DescribeApplicationOperation',
        options =>
          this.access.analytics.send(
            new DescribeApplicationOperationCommand({
              ApplicationName: this.name,
              OperationId: operationId,
            }),
            options,
          ),
      ),
    );
    return answer?.ApplicationOperationInfoDetails;
  }

  private async call<T>(
    doing: string,
    operation: string,
    send: (options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    const action = `kinesisanalytics:${operation}`;
    try {
      return await this.access.call(action, this.context, send);
    } catch (error) {
      const { reason, message } = callFailure(error, {
        doing: `${doing} application ${this.name}`,
        action,
        region: this.access.region,
      });
      throw new FlinkActionError(
        isNotFound(error) ? 'notFound' : actionReasonOf(reason),
        message,
        error,
      );
    }
  }

  private async ifFound<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof FlinkActionError && error.reason === 'notFound') {
        return undefined;
      }
      throw error;
    }
  }
}
