import { Registry } from '../api/registry';
import { resourceOfKind } from '../api/resources';
import {
  JsonObject,
  KubernetesObject,
  objectAt,
  sameJson,
  stringAt,
} from '../store/objects';
import { copyOf } from '../store/object-store';
import { ownerOf } from './child-objects';
import { finalizerOf } from './fleet-manifests';

const API_VERSION = 'flink.apache.org/v1beta1';
const WRITE = { manager: 'flink-kubernetes-operator', internal: true };

type Colour = 'BLUE' | 'GREEN';

/** Runs one colour per FlinkBlueGreenDeployment and moves to the other when its template changes. */
export class BlueGreenController {
  private readonly parents = resourceOfKind(
    API_VERSION,
    'FlinkBlueGreenDeployment',
  );
  private readonly children = resourceOfKind(API_VERSION, 'FlinkDeployment');

  constructor(
    private readonly registry: Registry,
    private readonly nowMs: () => number,
  ) {}

  /** The manifest of one colour, owned by its parent. */
  childManifest(parent: KubernetesObject, colour: Colour): KubernetesObject {
    const { name, namespace, labels, creationTimestamp } = parent.metadata;
    return {
      apiVersion: API_VERSION,
      kind: 'FlinkDeployment',
      metadata: {
        name: `${name}-${colour.toLowerCase()}`,
        namespace,
        labels: { ...labels, 'flink/blue-green-deployment-type': colour },
        ownerReferences: [ownerOf(parent)],
        finalizers: [finalizerOf('FlinkDeployment')],
        ...(this.find(parent, 'BLUE') ? {} : { creationTimestamp }),
      },
      spec: copyOf(objectAt(parent, 'spec', 'template', 'spec')),
    };
  }

  tick(skipped: (object: KubernetesObject) => boolean): void {
    for (const parent of this.registry.list(this.parents)) {
      if (!skipped(parent)) this.reconcile(parent);
    }
  }

  private reconcile(parent: KubernetesObject): void {
    const blue = this.find(parent, 'BLUE');
    const green = this.find(parent, 'GREEN');
    if (parent.metadata.deletionTimestamp) {
      this.finishDeletion(parent, blue, green);
      return;
    }
    const wanted = objectAt(parent, 'spec', 'template', 'spec');
    if (!blue && !green) {
      this.create(parent, 'BLUE');
      this.report(parent, 'INITIALIZING_BLUE', undefined);
      return;
    }
    if (blue && green) {
      this.transition(parent, blue, green);
      return;
    }
    const colour: Colour = blue ? 'BLUE' : 'GREEN';
    const active = blue ?? green;
    if (!active) return;
    if (active.metadata.deletionTimestamp) return;
    if (!sameJson(objectAt(active, 'spec'), wanted)) {
      const next: Colour = colour === 'BLUE' ? 'GREEN' : 'BLUE';
      this.create(parent, next);
      this.report(parent, `TRANSITIONING_TO_${next}`, active);
      return;
    }
    const stable = isStable(active);
    const first = stringAt(parent, 'status', 'blueGreenState');
    const starting = !stable && (!first || first === 'INITIALIZING_BLUE');
    this.report(
      parent,
      starting ? 'INITIALIZING_BLUE' : `ACTIVE_${colour}`,
      active,
    );
  }

  private transition(
    parent: KubernetesObject,
    blue: KubernetesObject,
    green: KubernetesObject,
  ): void {
    const state = stringAt(parent, 'status', 'blueGreenState') ?? '';
    const next: Colour = state.endsWith('BLUE') ? 'BLUE' : 'GREEN';
    const [incoming, outgoing] =
      next === 'GREEN' ? [green, blue] : [blue, green];
    if (!isStable(incoming)) {
      this.report(parent, `TRANSITIONING_TO_${next}`, outgoing);
      return;
    }
    this.report(parent, `ACTIVE_${next}`, incoming);
    this.registry.remove(
      this.children,
      outgoing.metadata.namespace,
      outgoing.metadata.name,
    );
  }

  private finishDeletion(
    parent: KubernetesObject,
    ...children: (KubernetesObject | undefined)[]
  ): void {
    const left = children.filter(child => child !== undefined);
    left.forEach(child =>
      this.registry.remove(
        this.children,
        child.metadata.namespace,
        child.metadata.name,
      ),
    );
    if (left.length > 0) return;
    const next = copyOf(parent);
    next.metadata.finalizers = [];
    this.replace(next);
  }

  private create(parent: KubernetesObject, colour: Colour): void {
    this.registry.create(
      this.children,
      parent.metadata.namespace,
      this.childManifest(parent, colour),
      WRITE,
    );
  }

  private find(parent: KubernetesObject, colour: Colour) {
    return this.registry.find(
      this.children,
      parent.metadata.namespace,
      `${parent.metadata.name}-${colour.toLowerCase()}`,
    );
  }

  private report(
    parent: KubernetesObject,
    blueGreenState: string,
    active: KubernetesObject | undefined,
  ): void {
    const before = objectAt(parent, 'status');
    const job = objectAt(active, 'status', 'jobStatus');
    const recorded = JSON.stringify(parent.spec ?? {});
    const now = new Date(this.nowMs()).toISOString();
    const status: JsonObject = {
      ...before,
      blueGreenState,
      jobStatus: job,
      lastReconciledSpec: recorded,
      ...(before.lastReconciledSpec === recorded
        ? {}
        : { lastReconciledTimestamp: now }),
      ...(blueGreenState.startsWith('ACTIVE_') &&
      before.blueGreenState !== blueGreenState
        ? { deploymentReadyTimestamp: now }
        : {}),
    };
    if (sameJson(before, status)) return;
    const next = copyOf(parent);
    next.metadata.finalizers = [finalizerOf('FlinkBlueGreenDeployment')];
    next.status = status;
    this.replace(next);
  }

  private replace(next: KubernetesObject): void {
    this.registry.replace(
      this.parents,
      next.metadata.namespace,
      next.metadata.name,
      next,
      WRITE,
    );
  }
}

function isStable(object: KubernetesObject): boolean {
  return stringAt(object, 'status', 'lifecycleState') === 'STABLE';
}
