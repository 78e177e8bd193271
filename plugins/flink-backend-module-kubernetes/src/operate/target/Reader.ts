import type { JsonObject } from '@backstage/types';
import {
  FlinkActionError,
  type OperateContext,
} from '@flink-portal/backstage-plugin-flink-node';
import type { z } from 'zod';
import {
  eventSchema,
  flinkDeploymentSchema,
  flinkStateSnapshotSchema,
  type FlinkStateSnapshot,
  type KubernetesEvent,
} from '../../resources';
import {
  KubernetesRequestError,
  type KubernetesTransport,
} from '../../transport';
import {
  blueGreenOwnerOf,
  viewOf,
  type ApplicationFacts,
  type Part,
} from '../../translate';
import { snapshotsOf } from '../../translate/snapshots';
import { KINDS, listAll, type WatchedKind } from '../../watch';
import { blueGreenReason } from '../legality/blueGreen';
import { isJsonObject } from '../patch/mergePatch';
import { actionErrorOf } from './actionErrorOf';
import type { FreshDeployment } from './FreshDeployment';
import { describePlace, type Place } from './Place';

const TIMEOUT_MS = 10_000;
const NOTHING = { read: true as const, value: [] };

/** Reads what an action is about, now. */
export class Reader {
  constructor(
    readonly transport: KubernetesTransport,
    readonly place: Place,
    readonly context: OperateContext,
    private readonly sourceId: string,
  ) {}

  /**
   * The FlinkDeployment and its snapshots.
   *
   * @throws FlinkActionError
   */
  async fresh(): Promise<FreshDeployment> {
    const raw = await this.deploymentOrGone();
    if (!raw) {
      throw new FlinkActionError(
        'notFound',
        `There is no FlinkDeployment ${describePlace(this.place)} any more.`,
      );
    }
    const snapshots = await this.snapshots();
    return this.asFresh(raw, snapshots);
  }

  /** The FlinkDeployment as it was answered to a read or a write. @throws FlinkActionError */
  asFresh(
    raw: JsonObject,
    snapshots: Part<FlinkStateSnapshot>,
  ): FreshDeployment {
    const deployment = this.parsed(
      flinkDeploymentSchema,
      raw,
      'FlinkDeployment',
    );
    if (blueGreenOwnerOf(deployment)) {
      throw new FlinkActionError('refused', blueGreenReason());
    }
    const { uid, generation, resourceVersion } = deployment.metadata;
    if (!uid || generation === undefined || !resourceVersion) {
      throw new FlinkActionError(
        'unreachable',
        `The answer about ${describePlace(
          this.place,
        )} has no uid, generation or resourceVersion, without which nothing can be changed safely.`,
      );
    }
    const facts: ApplicationFacts = {
      cluster: this.place.cluster,
      sourceId: this.sourceId,
      namespace: this.place.namespace,
      name: this.place.name,
      deployment,
      sessionJobs: NOTHING,
      snapshots,
      pods: NOTHING,
      events: NOTHING,
      seen: {},
      nowMs: this.context.now(),
    };
    const view = viewOf(facts);
    if (!view) throw new Error('A deployment that was read has a view');
    return {
      place: this.place,
      deployment,
      spec: isJsonObject(raw.spec) ? raw.spec : {},
      uid,
      generation,
      resourceVersion,
      view,
      facts,
      snapshotObjects: snapshots.read ? snapshots.value : [],
      ...(snapshots.read
        ? { snapshots: snapshotsOf(view, facts) }
        : { snapshotsUnreadable: snapshots }),
    };
  }

  /** @throws FlinkActionError */
  async deploymentOrGone(): Promise<JsonObject | undefined> {
    return this.getOrGone(KINDS.deployment, this.place.name);
  }

  /** @throws FlinkActionError */
  async snapshotOrGone(name: string): Promise<FlinkStateSnapshot | undefined> {
    const raw = await this.getOrGone(KINDS.stateSnapshot, name);
    return (
      raw && this.parsed(flinkStateSnapshotSchema, raw, 'FlinkStateSnapshot')
    );
  }

  /** The snapshots of this application; unreadable is told, not thrown. */
  async snapshots(): Promise<Part<FlinkStateSnapshot>> {
    try {
      const items = await this.list(KINDS.stateSnapshot);
      return {
        read: true,
        value: items.flatMap(item => {
          const parsed = flinkStateSnapshotSchema.safeParse(item);
          return parsed.success && this.isOurs(parsed.data)
            ? [parsed.data]
            : [];
        }),
      };
    } catch (error) {
      if (!(error instanceof KubernetesRequestError)) throw error;
      // Operators before 1.10 have no such kind.
      return error.failure === 'notInstalled'
        ? NOTHING
        : { read: false, reason: error.reason, message: error.message };
    }
  }

  /** What the operator said about an object, newest first; empty when it cannot be read. */
  async events(
    kind: string,
    name: string,
  ): Promise<readonly KubernetesEvent[]> {
    try {
      const items = await this.list({
        ...KINDS.event,
        fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name}`,
      });
      return items
        .flatMap(item => {
          const parsed = eventSchema.safeParse(item);
          return parsed.success ? [parsed.data] : [];
        })
        .sort((a, b) => b.atMs - a.atMs);
    } catch (error) {
      // Events only add words to what the status says.
      if (error instanceof KubernetesRequestError) return [];
      throw error;
    }
  }

  private isOurs({ spec, metadata }: FlinkStateSnapshot): boolean {
    const kind =
      spec?.jobReference?.kind ?? metadata.labels['job-reference.kind'];
    const name =
      spec?.jobReference?.name ?? metadata.labels['job-reference.name'];
    return kind === 'FlinkDeployment' && name === this.place.name;
  }

  private async list(kind: WatchedKind): Promise<readonly unknown[]> {
    const { items } = await listAll({
      transport: this.transport,
      cluster: this.place.cluster,
      kind,
      namespace: this.place.namespace,
      signal: this.context.signal,
      timeoutMs: TIMEOUT_MS,
      count: operation => this.context.count(operation),
    });
    return items;
  }

  private async getOrGone(
    kind: WatchedKind,
    name: string,
  ): Promise<JsonObject | undefined> {
    const { cluster, namespace } = this.place;
    this.context.count(`get ${kind.plural}`);
    try {
      const answer = await this.transport.getJson({
        cluster,
        path: objectPath(kind, namespace, name),
        subject: { verb: 'get', resource: kind.resource, namespace },
        signal: this.context.signal,
        timeoutMs: TIMEOUT_MS,
      });
      if (isJsonObject(answer)) return answer;
      throw new FlinkActionError(
        'unreachable',
        `Cluster "${cluster}" answered get ${kind.resource} with something that is no object.`,
      );
    } catch (error) {
      if (error instanceof KubernetesRequestError) {
        if (error.failure === 'notFound') return undefined;
        throw actionErrorOf(error);
      }
      throw error;
    }
  }

  private parsed<T extends z.ZodType>(
    schema: T,
    raw: unknown,
    kind: string,
  ): z.output<T> {
    const parsed = schema.safeParse(raw);
    if (parsed.success) return parsed.data;
    throw new FlinkActionError(
      'unreachable',
      `Cluster "${this.place.cluster}" answered with a ${kind} of an unknown shape.`,
      parsed.error,
    );
  }
}

/** The path of one object. */
export function objectPath(
  kind: WatchedKind,
  namespace: string,
  name: string,
): string {
  return `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`;
}

/** The path of a kind in a namespace. */
export function collectionPath(kind: WatchedKind, namespace: string): string {
  return `${kind.apiPath}/namespaces/${encodeURIComponent(namespace)}/${
    kind.plural
  }`;
}
