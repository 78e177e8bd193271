import { World } from '../../world/types';
import { Registry, isoSeconds } from '../api/registry';
import { resourceOfKind } from '../api/resources';
import {
  JsonObject,
  KubernetesObject,
  isJsonObject,
  objectAt,
  stringAt,
  valueAt,
} from '../store/objects';
import { copyOf } from '../store/object-store';
import { EventRecorder } from './event-recorder';
import { finalizerOf } from './fleet-manifests';
import { ManagedResource, managedKey } from './managed-resource';

const API_VERSION = 'flink.apache.org/v1beta1';
const WRITE = { manager: 'flink-kubernetes-operator', internal: true };
const PENDING_MS = 1000;

interface Running {
  jobId: string;
  checkpointId: number;
  triggeredAtMs: number;
  fails: boolean;
}

/** Carries FlinkStateSnapshots from TRIGGER_PENDING to COMPLETED. */
export class SnapshotController {
  private readonly running = new Map<string, Running>();
  private readonly resource = resourceOfKind(API_VERSION, 'FlinkStateSnapshot');

  constructor(
    private readonly world: World,
    private readonly registry: Registry,
    private readonly events: EventRecorder,
    private readonly managed: ReadonlyMap<string, ManagedResource>,
  ) {}

  /** A snapshot that was taken in the past, for the fleet's history. */
  addCompleted(
    about: ManagedResource,
    trigger: 'PERIODIC' | 'UPGRADE' | 'MANUAL',
    atMs: number,
  ): void {
    const name = `${about.name}-savepoint-${trigger.toLowerCase()}-${atMs}`;
    const path = savepointPath(about, atMs);
    this.registry.create(
      this.resource,
      about.namespace,
      {
        apiVersion: API_VERSION,
        kind: 'FlinkStateSnapshot',
        metadata: {
          name,
          namespace: about.namespace,
          creationTimestamp: isoSeconds(atMs),
          labels: {
            'snapshot.type': 'SAVEPOINT',
            'snapshot.trigger-type': trigger,
            'snapshot.state': 'COMPLETED',
            'job-reference.kind': about.kind,
            'job-reference.name': about.name,
          },
          finalizers: [finalizerOf('FlinkStateSnapshot')],
        },
        spec: {
          backoffLimit: 1,
          jobReference: { kind: about.kind, name: about.name },
          savepoint: {
            alreadyExists: trigger === 'UPGRADE',
            disposeOnDelete: false,
            formatType: 'CANONICAL',
            path,
          },
        },
        status: {
          state: 'COMPLETED',
          path,
          failures: 0,
          triggerTimestamp: isoSeconds(atMs),
          resultTimestamp: isoSeconds(atMs + 9000),
        },
      },
      WRITE,
    );
  }

  tick(nowMs: number, skipped: (object: KubernetesObject) => boolean): void {
    for (const object of this.registry.list(this.resource)) {
      if (skipped(object)) continue;
      if (object.metadata.deletionTimestamp) this.release(object);
      else this.advance(object, nowMs);
    }
  }

  private advance(object: KubernetesObject, nowMs: number): void {
    const state = stringAt(object, 'status', 'state');
    if (state === undefined) {
      this.begin(object, nowMs);
    } else if (state === 'TRIGGER_PENDING') {
      const created = Date.parse(object.metadata.creationTimestamp ?? '');
      if (nowMs - created >= PENDING_MS) this.trigger(object, nowMs);
    } else if (state === 'IN_PROGRESS') {
      this.finish(object, nowMs);
    }
  }

  private begin(object: KubernetesObject, nowMs: number): void {
    const existing =
      valueAt(object, 'spec', 'savepoint', 'alreadyExists') === true;
    this.write(
      object,
      existing
        ? {
            state: 'COMPLETED',
            path: stringAt(object, 'spec', 'savepoint', 'path'),
            failures: 0,
            resultTimestamp: isoSeconds(nowMs),
          }
        : { state: 'TRIGGER_PENDING', failures: 0 },
    );
  }

  private trigger(object: KubernetesObject, nowMs: number): void {
    const target = this.targetOf(object);
    const job = target?.job;
    if (!job || job.at(nowMs).status !== 'RUNNING') {
      const message = `Snapshot abandoned: job ${stringAt(
        object,
        'spec',
        'jobReference',
        'name',
      )} is not running`;
      this.write(object, { state: 'ABANDONED', failures: 0, error: message });
      this.events.record(object, {
        reason: 'SnapshotAbandoned',
        message,
        type: 'Warning',
        component: 'Snapshot',
        atMs: nowMs,
      });
      return;
    }
    const savepoint = this.world.control.triggerSavepoint(job.jobId);
    this.running.set(object.metadata.uid ?? '', {
      jobId: job.jobId,
      checkpointId: savepoint.id,
      triggeredAtMs: savepoint.triggeredAtMs,
      fails:
        this.world.outcomes.take(`${target.namespace}/${target.name}`) !==
        undefined,
    });
    this.write(object, {
      state: 'IN_PROGRESS',
      failures: 0,
      triggerId:
        job.jobId.slice(0, 16) + savepoint.id.toString(16).padStart(16, '0'),
      triggerTimestamp: isoSeconds(savepoint.triggeredAtMs),
    });
  }

  private finish(object: KubernetesObject, nowMs: number): void {
    const running = this.running.get(object.metadata.uid ?? '');
    const target = this.targetOf(object);
    if (!running || !target) return;
    const taken = this.world
      .job(running.jobId)
      ?.checkpoints(running.triggeredAtMs, nowMs + 1)
      .find(item => item.isSavepoint && item.id === running.checkpointId);
    if (!taken || taken.endedAtMs === undefined || taken.endedAtMs > nowMs) {
      return;
    }
    const before = objectAt(object, 'status');
    if (taken.status === 'FAILED' || running.fails) {
      const error = taken.failureMessage ?? 'Checkpoint failed';
      this.write(object, { ...before, state: 'FAILED', failures: 1, error });
      this.events.record(object, {
        reason: 'SavepointError',
        message: error,
        type: 'Warning',
        component: 'Snapshot',
        atMs: nowMs,
      });
      return;
    }
    const directory = stringAt(object, 'spec', 'savepoint', 'path');
    this.write(object, {
      ...before,
      state: 'COMPLETED',
      path: directory
        ? `${directory}/savepoint-${running.jobId.slice(0, 6)}-${
            running.checkpointId
          }`
        : taken.externalPath ?? savepointPath(target, running.triggeredAtMs),
      resultTimestamp: isoSeconds(taken.endedAtMs),
    });
  }

  private targetOf(object: KubernetesObject): ManagedResource | undefined {
    const reference = objectAt(object, 'spec', 'jobReference');
    return this.managed.get(
      managedKey(
        String(reference.kind),
        object.metadata.namespace ?? '',
        String(reference.name),
      ),
    );
  }

  private write(object: KubernetesObject, status: JsonObject): void {
    const next = copyOf(object);
    next.status = status;
    next.metadata.finalizers = [finalizerOf('FlinkStateSnapshot')];
    next.metadata.labels = {
      ...next.metadata.labels,
      'snapshot.type': isJsonObject(object.spec?.savepoint)
        ? 'SAVEPOINT'
        : 'CHECKPOINT',
      'snapshot.trigger-type':
        next.metadata.labels?.['snapshot.trigger-type'] ?? 'MANUAL',
      'snapshot.state': String(status.state),
      ...(object.spec?.jobReference
        ? {
            'job-reference.kind': String(
              valueAt(object, 'spec', 'jobReference', 'kind'),
            ),
            'job-reference.name': String(
              valueAt(object, 'spec', 'jobReference', 'name'),
            ),
          }
        : {}),
    };
    this.registry.replace(
      this.resource,
      object.metadata.namespace,
      object.metadata.name,
      next,
      WRITE,
    );
  }

  private release(object: KubernetesObject): void {
    const next = copyOf(object);
    next.metadata.finalizers = [];
    this.registry.replace(
      this.resource,
      object.metadata.namespace,
      object.metadata.name,
      next,
      WRITE,
    );
  }
}

/** Where a savepoint of a resource lies. */
export function savepointPath(about: ManagedResource, atMs: number): string {
  const id = (about.job?.jobId ?? '000000').slice(0, 6);
  return `s3://flink-state/${about.namespace}/${
    about.name
  }/savepoints/savepoint-${id}-${Math.round(atMs).toString(16)}`;
}
