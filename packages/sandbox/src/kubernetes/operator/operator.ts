import { KubernetesFleetMember, World } from '../../world/types';
import { Registry } from '../api/registry';
import { Resource, resourceOfKind } from '../api/resources';
import { KubernetesObject, sameJson, stringAt } from '../store/objects';
import { copyOf } from '../store/object-store';
import { BlueGreenController } from './blue-green';
import { taskManagerCount } from './child-objects';
import { ChildWriter } from './child-writer';
import { FlinkAccess } from './flink-access';
import { Phase } from './deployment-phase';
import { EventRecorder } from './event-recorder';
import { finalizerOf, fleetManifest } from './fleet-manifests';
import { recordOfMember } from './fleet-records';
import { ManagedResource, keyOfObject } from './managed-resource';
import {
  recordHistory,
  recordObservations,
  recordStandingWarning,
} from './operator-events';
import { deploymentStatus, sessionJobStatus } from './resource-status';
import { SnapshotController, savepointPath } from './snapshot-controller';
import { SpecReconciler } from './spec-reconciler';
import { storyPhaseOf } from './story-phase';
import { refusesVersion } from './supported-version';

const API_VERSION = 'flink.apache.org/v1beta1';
const WRITE = { manager: 'flink-kubernetes-operator', internal: true };
const CLEANUP_MS = 2000;

/** Objects with this annotation are the test's own: the operator leaves them alone. */
export const VERBATIM_ANNOTATION = 'sandbox/verbatim';

/** The Flink operator and the kubelet of one cluster, over the simulated world. */
export class FlinkOperator {
  private readonly managed = new Map<string, ManagedResource>();
  private readonly verbatim = new Set<string>();
  private readonly minutes = new Map<string, number>();
  private readonly deployments = resourceOfKind(API_VERSION, 'FlinkDeployment');
  private readonly sessionJobs = resourceOfKind(API_VERSION, 'FlinkSessionJob');
  private readonly children: ChildWriter;
  /** The JobManagers' REST APIs and the pods' logs. */
  readonly access: FlinkAccess;
  private readonly events: EventRecorder;
  private readonly snapshots: SnapshotController;
  private readonly blueGreen: BlueGreenController;
  private readonly reconciler: SpecReconciler;
  private readonly skipped = (object: KubernetesObject) =>
    this.verbatim.has(keyOfObject(object)) ||
    object.metadata.annotations?.[VERBATIM_ANNOTATION] === 'true' ||
    object.metadata.labels?.['flink.apache.org/canary'] === 'true';

  constructor(
    private readonly world: World,
    private readonly cluster: string,
    private readonly registry: Registry,
  ) {
    this.events = new EventRecorder(registry);
    this.children = new ChildWriter(registry);
    this.access = new FlinkAccess(world, registry, this.managed, this.children);
    this.snapshots = new SnapshotController(
      world,
      registry,
      this.events,
      this.managed,
    );
    this.blueGreen = new BlueGreenController(registry, () => world.clock.now());
    this.reconciler = new SpecReconciler(
      world,
      this.events,
      this.snapshots,
      object => this.flinkVersionOf(object),
    );
  }

  /** Puts the world's fleet into the cluster as if it had always been there. */
  start(): void {
    const nowMs = this.world.clock.now();
    for (const member of this.world.kubernetesFleet(this.cluster)) {
      this.adopt(member, nowMs);
    }
    this.tick();
  }

  /** Never touches this object. */
  leaveAlone(object: KubernetesObject): void {
    this.verbatim.add(keyOfObject(object));
  }

  /** Looks at every resource once. */
  tick(): void {
    const nowMs = this.world.clock.now();
    this.blueGreen.tick(this.skipped);
    for (const resource of [this.deployments, this.sessionJobs]) {
      for (const object of this.registry.list(resource)) {
        if (this.skipped(object)) this.releaseVerbatim(resource, object);
        else this.lookSafely(resource, object, nowMs);
      }
    }
    this.snapshots.tick(nowMs, this.skipped);
    this.events.expire(nowMs);
  }

  /** One resource the operator cannot handle must not stop it from looking at the others. */
  private lookSafely(
    resource: Resource,
    object: KubernetesObject,
    nowMs: number,
  ): void {
    try {
      this.look(resource, object, nowMs);
    } catch (error) {
      this.events.record(object, {
        reason: 'Error',
        message: error instanceof Error ? error.message : String(error),
        type: 'Warning',
        component: 'Operator',
        atMs: nowMs,
        count: 1,
      });
    }
  }

  private adopt(member: KubernetesFleetMember, nowMs: number): void {
    const manifest = fleetManifest(member);
    const resource = resourceOfKind(API_VERSION, member.kind);
    const created = this.registry.create(
      resource,
      member.namespace,
      manifest,
      WRITE,
    );
    const isBlueGreen = member.kind === 'FlinkBlueGreenDeployment';
    const object = isBlueGreen
      ? this.registry.create(
          this.deployments,
          member.namespace,
          this.blueGreen.childManifest(created, 'BLUE'),
          WRITE,
        )
      : created;
    const managed = recordOfMember(object, member, nowMs);
    this.managed.set(keyOfObject(object), managed);
    if (member.story === 'suspended' && member.upgradeMode === 'savepoint') {
      managed.upgradeSavepointPath = savepointPath(
        managed,
        member.deployedAtMs,
      );
    }
    if (member.upgradeMode === 'savepoint' && !member.isSessionCluster) {
      this.snapshots.addCompleted(managed, 'UPGRADE', member.deployedAtMs);
      this.snapshots.addCompleted(
        managed,
        'PERIODIC',
        Math.max(member.createdAtMs, nowMs - 6 * 60 * 60_000),
      );
    }
    recordHistory(this.events, object, managed, member.deployedAtMs, nowMs);
  }

  private look(
    resource: Resource,
    object: KubernetesObject,
    nowMs: number,
  ): void {
    const managed = this.recordOf(object, nowMs);
    if (object.metadata.deletionTimestamp) {
      this.cleanUp(resource, object, managed, nowMs);
      return;
    }
    if (refusesVersion(this.events, object, nowMs)) return;
    if (managed.kind === 'FlinkSessionJob' && !this.clusterIsReady(object)) {
      return;
    }
    this.reconciler.reconcile(object, managed);
    if (!managed.reconciledSpec) {
      this.writeStatus(
        resource,
        object,
        {
          lifecycleState: 'CREATED',
          jobManager: 'MISSING',
          reconciliation: 'UPGRADING',
        },
        managed,
        0,
        nowMs,
      );
      return;
    }
    const phase = storyPhaseOf(managed, nowMs);
    if (phase.lifecycleState === 'STABLE') {
      managed.stableSpec = managed.reconciledSpec;
      managed.transition = undefined;
    }
    if (phase.lifecycleState === 'SUSPENDED') managed.transition = undefined;
    const taskManagers =
      managed.kind === 'FlinkDeployment'
        ? taskManagerCount(
            object,
            managed,
            phase,
            this.sessionSlots(managed, nowMs),
            nowMs,
          )
        : 0;
    const current = this.writeStatus(
      resource,
      object,
      phase,
      managed,
      taskManagers,
      nowMs,
    );
    if (managed.kind === 'FlinkDeployment') {
      this.children.write(current, managed, phase, taskManagers, nowMs);
    }
    recordObservations(this.events, current, managed, phase, nowMs);
    if (this.entersMinute(current, nowMs)) {
      recordStandingWarning(this.events, current, managed, { atMs: nowMs });
    }
  }

  private entersMinute(object: KubernetesObject, nowMs: number): boolean {
    const key = keyOfObject(object);
    const minute = Math.floor(nowMs / 60_000);
    const last = this.minutes.get(key);
    this.minutes.set(key, minute);
    return last !== undefined && minute > last;
  }

  private recordOf(object: KubernetesObject, nowMs: number): ManagedResource {
    const key = keyOfObject(object);
    const known = this.managed.get(key);
    if (known) return known;
    const managed: ManagedResource = {
      kind:
        object.kind === 'FlinkSessionJob'
          ? 'FlinkSessionJob'
          : 'FlinkDeployment',
      namespace: object.metadata.namespace ?? '',
      name: object.metadata.name,
      story: 'healthy',
      handledGeneration: 0,
      reconciledAtMs: nowMs,
      jobManagerStartedAtMs: nowMs,
      exceptionsUntilMs: nowMs,
    };
    this.managed.set(key, managed);
    return managed;
  }

  private parentOf(object: KubernetesObject): KubernetesObject | undefined {
    return this.registry.find(
      this.deployments,
      object.metadata.namespace,
      stringAt(object, 'spec', 'deploymentName') ?? '',
    );
  }

  private flinkVersionOf(object: KubernetesObject): string {
    const source =
      object.kind === 'FlinkSessionJob' ? this.parentOf(object) : object;
    return stringAt(source, 'spec', 'flinkVersion') ?? 'v1_20';
  }

  private clusterIsReady(object: KubernetesObject): boolean {
    const parent = this.parentOf(object);
    return (
      stringAt(parent, 'status', 'jobManagerDeploymentStatus') === 'READY' ||
      this.managed.get(keyOfObject(object))?.job !== undefined
    );
  }

  private sessionSlots(managed: ManagedResource, nowMs: number): number {
    return this.access
      .jobsOn(managed)
      .map(job => job.at(nowMs))
      .filter(moment => moment.status === 'RUNNING')
      .reduce((sum, moment) => sum + moment.parallelism, 0);
  }

  private writeStatus(
    resource: Resource,
    object: KubernetesObject,
    phase: Phase,
    managed: ManagedResource,
    taskManagers: number,
    nowMs: number,
  ): KubernetesObject {
    const status =
      managed.kind === 'FlinkSessionJob'
        ? sessionJobStatus(managed, phase, nowMs)
        : deploymentStatus(object, managed, phase, taskManagers, nowMs);
    const finalizers = [finalizerOf(object.kind)];
    if (
      sameJson(object.status, status) &&
      sameJson(object.metadata.finalizers, finalizers)
    ) {
      return object;
    }
    const next = copyOf(object);
    next.status = status;
    next.metadata.finalizers = finalizers;
    return this.registry.replace(
      resource,
      object.metadata.namespace,
      object.metadata.name,
      next,
      WRITE,
    );
  }

  private cleanUp(
    resource: Resource,
    object: KubernetesObject,
    managed: ManagedResource,
    nowMs: number,
  ): void {
    if (managed.kind === 'FlinkDeployment' && !object.spec?.job) {
      const jobs = this.registry
        .list(this.sessionJobs)
        .filter(
          item =>
            item.metadata.namespace === managed.namespace &&
            stringAt(item, 'spec', 'deploymentName') === managed.name,
        );
      if (jobs.length > 0) {
        this.events.record(object, {
          reason: 'CleanupFailed',
          message: `The session jobs [${jobs
            .map(item => item.metadata.name)
            .join(', ')}] should be deleted first`,
          type: 'Warning',
          component: 'Operator',
          atMs: nowMs,
          count: 1,
        });
        return;
      }
    }
    if (managed.deletingSinceMs === undefined) {
      managed.deletingSinceMs = nowMs;
      const status = managed.job?.at(nowMs).status;
      if (
        managed.job &&
        !['FINISHED', 'CANCELED', 'FAILED'].includes(status ?? '')
      ) {
        this.world.control.stop(managed.job.jobId, 'cancel');
      }
      this.events.record(object, {
        reason: 'Cleanup',
        message: `Cleaning up ${object.kind}`,
        type: 'Normal',
        component: 'Operator',
        atMs: nowMs,
      });
      this.writeStatus(
        resource,
        object,
        storyPhaseOf(managed, nowMs),
        managed,
        0,
        nowMs,
      );
    }
    if (nowMs - managed.deletingSinceMs < CLEANUP_MS) return;
    if (managed.kind === 'FlinkDeployment') {
      this.children.removeAll(managed);
    }
    this.managed.delete(keyOfObject(object));
    this.access.forget(managed);
    this.releaseVerbatim(
      resource,
      this.registry.get(resource, managed.namespace, managed.name),
    );
  }

  /** An object on its way out loses its finalizer; nobody else would take it off. */
  private releaseVerbatim(resource: Resource, object: KubernetesObject): void {
    if (!object.metadata.deletionTimestamp) return;
    const next = copyOf(object);
    next.metadata.finalizers = [];
    this.registry.replace(
      resource,
      object.metadata.namespace,
      object.metadata.name,
      next,
      WRITE,
    );
  }
}
