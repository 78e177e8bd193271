import { Registry, collectionOf } from '../api/registry';
import { Resource, resourceOfKind } from '../api/resources';
import { KubernetesObject } from '../store/objects';
import { jobManagerDeployment, podsOf, restService } from './child-objects';
import { Phase } from './deployment-phase';
import { ManagedResource } from './managed-resource';

const WRITE = { manager: 'flink-kubernetes-operator', internal: true };

/** Keeps Deployment, pods and service of each FlinkDeployment as its phase wants them. */
export class ChildWriter {
  private readonly workloads = resourceOfKind('apps/v1', 'Deployment');
  private readonly pods = resourceOfKind('v1', 'Pod');
  private readonly services = resourceOfKind('v1', 'Service');

  constructor(private readonly registry: Registry) {}

  /** Makes the children match the phase. */
  write(
    object: KubernetesObject,
    managed: ManagedResource,
    phase: Phase,
    taskManagers: number,
    nowMs: number,
  ): void {
    this.upsert(this.services, restService(object, managed));
    if (phase.jobManager === 'MISSING') {
      this.removeWorkload(managed);
      return;
    }
    const deployment = this.upsert(
      this.workloads,
      jobManagerDeployment(object, managed, phase),
    );
    const wanted = podsOf(
      object,
      managed,
      deployment,
      phase,
      taskManagers,
      nowMs,
    );
    const names = new Set(wanted.map(item => item.metadata.name));
    this.podsOwnedBy(managed)
      .filter(item => !names.has(item.metadata.name))
      .forEach(item => this.drop(this.pods, item));
    wanted.forEach(item => this.upsert(this.pods, item));
  }

  /** The pods of one deployment. */
  podsOwnedBy(managed: ManagedResource): KubernetesObject[] {
    return this.registry
      .list(this.pods)
      .filter(
        item =>
          item.metadata.namespace === managed.namespace &&
          item.metadata.labels?.app === managed.name &&
          item.metadata.ownerReferences?.[0]?.kind === 'Deployment',
      );
  }

  /** Deletes the JobManager's Deployment and all pods. */
  removeWorkload(managed: ManagedResource): void {
    const deployment = this.registry.find(
      this.workloads,
      managed.namespace,
      managed.name,
    );
    if (deployment) this.drop(this.workloads, deployment);
    this.podsOwnedBy(managed).forEach(item => this.drop(this.pods, item));
  }

  /** Deletes the REST service as well. */
  removeAll(managed: ManagedResource): void {
    this.removeWorkload(managed);
    const service = this.registry.find(
      this.services,
      managed.namespace,
      `${managed.name}-rest`,
    );
    if (service) this.drop(this.services, service);
  }

  private drop(resource: Resource, object: KubernetesObject): void {
    this.registry.remove(
      resource,
      object.metadata.namespace,
      object.metadata.name,
    );
  }

  private upsert(
    resource: Resource,
    wanted: KubernetesObject,
  ): KubernetesObject {
    const { namespace, name } = wanted.metadata;
    const old = this.registry.store.get(
      collectionOf(resource),
      namespace,
      name,
    );
    return old
      ? this.registry.replace(resource, namespace, name, wanted, WRITE)
      : this.registry.create(resource, namespace, wanted, WRITE);
  }
}
