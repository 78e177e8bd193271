import { createFlinkRest, FlinkCluster, FlinkRest } from '../../flink-rest';
import { SimulatedJob, World } from '../../world/types';
import { Registry } from '../api/registry';
import { resourceOfKind } from '../api/resources';
import { PodLogLine } from '../server/pod-log';
import { ProxiedRequest, ProxiedResponse } from '../server/service-proxy';
import { stringAt } from '../store/objects';
import { slotsPerTaskManager } from './child-objects';
import { ChildWriter } from './child-writer';
import { flattenConfiguration } from './flink-configuration';
import { ManagedResource, managedKey } from './managed-resource';
import { podLogLines } from './pod-logs';
import { releaseOf } from './resource-status';
import { storyPhaseOf } from './story-phase';

/** The way to the JobManagers' REST APIs and to the pods' logs. */
export class FlinkAccess {
  private readonly rests = new Map<string, FlinkRest>();
  private readonly deployments = resourceOfKind(
    'flink.apache.org/v1beta1',
    'FlinkDeployment',
  );
  private readonly pods = resourceOfKind('v1', 'Pod');

  constructor(
    private readonly world: World,
    private readonly registry: Registry,
    private readonly managed: ReadonlyMap<string, ManagedResource>,
    private readonly children: ChildWriter,
  ) {}

  /** Drops what is kept for a deleted deployment. */
  forget(managed: ManagedResource): void {
    const { kind, namespace, name } = managed;
    this.rests.delete(managedKey(kind, namespace, name));
  }

  /** Its own job, and those of the session jobs that run on it. */
  jobsOn(managed: ManagedResource): SimulatedJob[] {
    const sessionJobs = [...this.managed.values()].filter(
      item =>
        item.kind === 'FlinkSessionJob' &&
        item.namespace === managed.namespace &&
        stringAt(item.reconciledSpec, 'deploymentName') === managed.name,
    );
    return [managed, ...sessionJobs].flatMap(item => item.job ?? []);
  }

  /** The REST API behind a `<name>-rest` service; undefined while no JobManager is ready. */
  restOf(
    namespace: string,
    service: string,
  ): ((request: ProxiedRequest) => ProxiedResponse) | undefined {
    const name = service.replace(/-rest$/, '');
    const key = managedKey('FlinkDeployment', namespace, name);
    const managed = this.managed.get(key);
    const object = this.registry.find(this.deployments, namespace, name);
    if (!managed || !object) return undefined;
    const phase = storyPhaseOf(managed, this.world.clock.now());
    if (phase.jobManager !== 'READY') return undefined;
    const rest =
      this.rests.get(key) ?? createFlinkRest(this.flinkCluster(managed));
    this.rests.set(key, rest);
    return request => rest.handle(request);
  }

  private flinkCluster(managed: ManagedResource): FlinkCluster {
    const nowMs = () => this.world.clock.now();
    const current = () =>
      this.registry.get(this.deployments, managed.namespace, managed.name);
    return {
      flinkVersion: releaseOf(
        stringAt(current(), 'spec', 'flinkVersion') ?? 'v1_20',
      ),
      nowMs,
      startedAtMs: () => managed.jobManagerStartedAtMs,
      configuration: () =>
        flattenConfiguration(current().spec?.flinkConfiguration),
      jobs: () => this.jobsOn(managed),
      control: this.world.control,
      taskManagers: () => {
        const slots = slotsPerTaskManager(current());
        return this.children
          .podsOwnedBy(managed)
          .filter(item => item.metadata.labels?.component === 'taskmanager')
          .map(item => ({
            id: item.metadata.name,
            address: `${stringAt(item, 'status', 'podIP')}:6122`,
            slots,
            startedAtMs: Date.parse(item.metadata.creationTimestamp ?? ''),
          }));
      },
    };
  }

  /** What a Flink pod wrote. */
  podLogs(
    namespace: string,
    podName: string,
    fromMs: number,
    toMs: number,
  ): PodLogLine[] {
    const found = this.registry.find(this.pods, namespace, podName);
    const labels = found?.metadata.labels ?? {};
    const managed = this.managed.get(
      managedKey('FlinkDeployment', namespace, labels.app ?? ''),
    );
    if (!managed) return [];
    return podLogLines(
      this.jobsOn(managed).flatMap(job => job.logs(fromMs, toMs)),
      labels.component === 'taskmanager' ? 'taskmanager' : 'jobmanager',
    );
  }
}
