import { formatApplicationId } from '@flink-portal/backstage-plugin-flink-common';
import {
  keyOf,
  type FlinkBlueGreenDeployment,
  type FlinkDeployment,
} from '../resources';
import {
  activeChild,
  blueGreenOwnerOf,
  type ApplicationFacts,
} from '../translate';
import type { ClusterObjects } from './ClusterObjects';

/** An application of a cluster: which objects it is. */
export interface Application {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly deployment?: FlinkDeployment;
  readonly blueGreen?: FlinkBlueGreenDeployment;
}

/**
 * The applications of a cluster: FlinkDeployments; FlinkBlueGreenDeployments, whose two FlinkDeployments
 * are hidden behind them; and session clusters that do not exist but have session jobs.
 */
export function applicationsOf(
  cluster: string,
  objects: ClusterObjects,
): Map<string, Application> {
  const applications = new Map<string, Application>();
  const add = (
    namespace: string,
    name: string,
    rest: Pick<Application, 'deployment' | 'blueGreen'>,
  ) => {
    const id = formatApplicationId({
      runtime: 'kubernetes',
      cluster,
      namespace,
      name,
    });
    applications.set(id, { id, namespace, name, ...rest });
  };

  const blueGreens = new Map(
    objects.all('blueGreen').map(object => [keyOf(object), object]),
  );
  const childrenByOwner = new Map<string, FlinkDeployment[]>();
  const names = new Set<string>();
  for (const deployment of objects.all('deployment')) {
    names.add(keyOf(deployment));
    const owner = blueGreenOwnerOf(deployment);
    if (owner) {
      // Grouped by the owner's name even when the owner cannot be read, so that ids do not change.
      const key = `${deployment.metadata.namespace}/${owner}`;
      childrenByOwner.set(key, [
        ...(childrenByOwner.get(key) ?? []),
        deployment,
      ]);
    } else {
      const { namespace, name } = deployment.metadata;
      add(namespace, name, { deployment });
    }
  }
  for (const key of new Set([
    ...blueGreens.keys(),
    ...childrenByOwner.keys(),
  ])) {
    const [namespace, name] = key.split('/');
    const blueGreen = blueGreens.get(key);
    add(namespace, name, {
      ...(blueGreen ? { blueGreen } : {}),
      deployment: activeChild(blueGreen, childrenByOwner.get(key) ?? []),
    });
  }
  for (const job of objects.all('sessionJob')) {
    const name = job.spec?.deploymentName;
    const { namespace } = job.metadata;
    if (name && !names.has(`${namespace}/${name}`)) {
      names.add(`${namespace}/${name}`);
      add(namespace, name, {});
    }
  }
  return applications;
}

/** The objects that concern an application. */
export function relatedObjects(
  application: Application,
  objects: ClusterObjects,
): Pick<ApplicationFacts, 'sessionJobs' | 'snapshots' | 'pods' | 'events'> {
  const { namespace, name, deployment } = application;
  // The active child of a blue/green deployment has a name of its own.
  const own = deployment?.metadata.name ?? name;
  const sessionJobs = objects.part(
    'sessionJob',
    namespace,
    job => job.spec?.deploymentName === own,
  );
  const jobNames = new Set(
    sessionJobs.read ? sessionJobs.value.map(job => job.metadata.name) : [],
  );
  const concerns = (kind: string | undefined, object: string | undefined) =>
    (kind === 'FlinkDeployment' && object === own) ||
    (kind === 'FlinkBlueGreenDeployment' && object === name) ||
    (kind === 'FlinkSessionJob' &&
      object !== undefined &&
      jobNames.has(object));
  const snapshots = objects.part(
    'stateSnapshot',
    namespace,
    ({ spec, metadata }) =>
      concerns(
        spec?.jobReference?.kind ?? metadata.labels['job-reference.kind'],
        spec?.jobReference?.name ?? metadata.labels['job-reference.name'],
      ),
  );
  const snapshotNames = new Set(
    snapshots.read ? snapshots.value.map(({ metadata }) => metadata.name) : [],
  );
  return {
    sessionJobs,
    snapshots,
    pods: objects.part(
      'pod',
      namespace,
      pod => pod.metadata.labels.app === own,
    ),
    events: objects.part(
      'event',
      namespace,
      ({ involvedObject }) =>
        concerns(involvedObject.kind, involvedObject.name) ||
        (involvedObject.kind === 'FlinkStateSnapshot' &&
          snapshotNames.has(involvedObject.name ?? '')),
    ),
  };
}
