import {
  createWorld,
  startKubernetesApi,
  SystemClock,
  type KubernetesApi,
  type KubernetesObject,
} from '@flink-portal/sandbox';
import type { JobPlan } from '@flink-portal/backstage-plugin-flink-common';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../tools/run';
import { tool } from '../tools/tool';
import { eksCases, eksForm } from './eksForms';
import { kustomized, only } from './kustomized';
import { renderEks, renderFolder } from './renderEks';

jest.setTimeout(600_000);

const PATHS: Record<string, string> = {
  FlinkDeployment: '/apis/flink.apache.org/v1beta1',
  ServiceAccount: '/api/v1',
  ConfigMap: '/api/v1',
  Role: '/apis/rbac.authorization.k8s.io/v1',
  RoleBinding: '/apis/rbac.authorization.k8s.io/v1',
  NetworkPolicy: '/apis/networking.k8s.io/v1',
  PodMonitor: '/apis/monitoring.coreos.com/v1',
  PrometheusRule: '/apis/monitoring.coreos.com/v1',
};
const PLURALS: Record<string, string> = { NetworkPolicy: 'networkpolicies' };
const MONITORING = ['PodMonitor', 'PrometheusRule'];

describe('manifests for EKS', () => {
  const cases = eksCases();
  const rendered = new Map<
    string,
    { plan: JobPlan; objects: Map<string, KubernetesObject[]> }
  >();
  let api: KubernetesApi;
  const folder = renderFolder();

  beforeAll(async () => {
    api = await startKubernetesApi({
      world: createWorld({ seed: 'manifests', clock: new SystemClock() }),
      cluster: 'empty-cluster',
      port: 0,
      tokens: ['admin'],
      namespaces: ['analytics'],
      tickIntervalMs: 0,
    });
    for (const { name, form } of cases) {
      const plan = await renderEks(form, join(folder, name));
      const objects = new Map<string, KubernetesObject[]>();
      for (const environment of plan.environments) {
        objects.set(
          environment.name,
          await kustomized(join(folder, name), environment.name),
        );
      }
      rendered.set(name, { plan, objects });
    }
  });
  afterAll(() => api?.close());

  const everyOverlay = () =>
    [...rendered].flatMap(([name, { plan, objects }]) =>
      plan.environments.map(environment => ({
        name: `${name}/${environment.name}`,
        plan,
        environment,
        objects: objects.get(environment.name)!,
      })),
    );

  const create = async (object: KubernetesObject) => {
    const plural =
      PLURALS[object.kind] ?? `${object.kind.toLocaleLowerCase('en')}s`;
    const response = await fetch(
      `${api.url}${PATHS[object.kind]}/namespaces/${
        object.metadata.namespace
      }/${plural}?dryRun=All&fieldValidation=Strict`,
      {
        method: 'POST',
        headers: {
          Authorization: 'Bearer admin',
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(object),
      },
    );
    const { message } = (await response.json()) as { message?: string };
    return { status: response.status, message };
  };

  it('are accepted by an API server with the operator’s definitions and webhook, without an unknown field', async () => {
    const refused = [];
    for (const { name, objects } of everyOverlay()) {
      for (const object of objects) {
        const answer = await create(object);
        if (answer.status !== 201) {
          refused.push({ name, kind: object.kind, ...answer });
        }
      }
    }
    expect(refused).toEqual([]);
    expect(everyOverlay().length).toBeGreaterThan(cases.length);
  });

  it.each([
    ['a version the operator does not know', { flinkVersion: 'v2_3' }],
    ['a field nobody knows', { upgradMode: 'savepoint' }],
  ])('are refused with %s', async (_, change) => {
    const [{ objects }] = everyOverlay();
    const deployment = only(objects, 'FlinkDeployment');
    const answer = await create({
      ...deployment,
      spec: { ...deployment.spec, ...change },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.message).toContain(Object.keys(change)[0]);
  });

  it('fit the schemas of Kubernetes, where it has them', async () => {
    const file = join(folder, 'core.json');
    const objects = everyOverlay()
      .flatMap(each => each.objects)
      .filter(
        ({ kind }) => kind !== 'FlinkDeployment' && !MONITORING.includes(kind),
      );
    await writeFile(
      file,
      objects.map(object => JSON.stringify(object)).join('\n---\n'),
    );
    const { code, output } = await run(tool('kubernetes-validate'), [
      '--strict',
      '--quiet',
      file,
    ]);
    expect({ code, output }).toEqual({ code: 0, output: '' });
  });

  it('give every object of an environment its namespace and its own image repository', () => {
    for (const { environment, objects, plan } of everyOverlay()) {
      expect(
        objects.filter(
          ({ metadata }) => metadata.namespace !== environment.eks!.namespace,
        ),
      ).toEqual([]);
      expect(only(objects, 'FlinkDeployment').spec!.image).toBe(
        `${environment.eks!.imageRepository}@sha256:${'0'.repeat(64)}`,
      );
      expect(only(objects, 'ServiceAccount').metadata.annotations).toEqual({
        'eks.amazonaws.com/role-arn': `arn:aws:iam::${environment.accountId}:role/flink-${plan.name}-${environment.name}`,
      });
    }
  });

  it('mount the properties of the environment where the job looks for them', () => {
    for (const { name, objects, environment } of everyOverlay()) {
      const properties = only(objects, 'ConfigMap');
      const { podTemplate } = only(objects, 'FlinkDeployment').spec as {
        podTemplate: {
          spec: {
            volumes: { name: string; configMap: { name: string } }[];
            containers: {
              env: { name: string; value: string }[];
              volumeMounts: { name: string; mountPath: string }[];
            }[];
          };
        };
      };
      const [container] = podTemplate.spec.containers;
      const [volume] = podTemplate.spec.volumes;
      expect(volume.configMap.name).toBe(properties.metadata.name);
      expect(container.volumeMounts[0].name).toBe(volume.name);
      expect(container.env).toEqual([
        {
          name: 'FLINK_APPLICATION_PROPERTIES',
          value: `${container.volumeMounts[0].mountPath}/application_properties.json`,
        },
      ]);
      const { 'application_properties.json': text } = properties.data as Record<
        string,
        string
      >;
      const groups = JSON.parse(text) as {
        PropertyGroupId: string;
        PropertyMap: Record<string, string>;
      }[];
      expect(groups.map(group => group.PropertyGroupId)).toEqual([
        'Source',
        'Sink',
        'Job',
      ]);
      expect(groups[0].PropertyMap.kind).toBe(environment.source.kind);
      expect(groups[1].PropertyMap.kind).toBe(environment.sink.kind);
      for (const { PropertyMap } of groups) {
        expect({
          name,
          odd: Object.values(PropertyMap).filter(
            value => typeof value !== 'string' || value === '',
          ),
        }).toEqual({ name, odd: [] });
      }
    }
  });

  it('put the JobManager on On-Demand, and TaskManagers on Spot', async () => {
    const [{ objects }] = everyOverlay();
    const { jobManager, taskManager } = only(objects, 'FlinkDeployment')
      .spec as Record<string, { podTemplate: { spec: unknown } }>;
    expect(jobManager.podTemplate.spec).toEqual({
      nodeSelector: { 'karpenter.sh/capacity-type': 'on-demand' },
    });
    expect(JSON.stringify(taskManager.podTemplate.spec)).toMatch(
      /"preferredDuringScheduling[^}]*}*.*"values":\["spot"\]/,
    );
  });

  it.each([
    ['tier2', ['spot', 'on-demand']],
    ['tier3', ['spot']],
  ])('let TaskManagers of %s run on %s', async (criticality, capacities) => {
    const into = join(folder, `capacity-${criticality}`);
    await renderEks(eksForm('kinesis', 's3', { criticality }), into);
    const deployment = only(
      await kustomized(into, 'production'),
      'FlinkDeployment',
    );
    const { taskManager } = deployment.spec as {
      taskManager: {
        podTemplate: {
          spec: {
            affinity: {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                  nodeSelectorTerms: {
                    matchExpressions: { values: string[] }[];
                  }[];
                };
              };
            };
          };
        };
      };
    };
    expect(
      taskManager.podTemplate.spec.affinity.nodeAffinity
        .requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]
        .matchExpressions[0].values,
    ).toEqual(capacities);
  });

  it('keep state in the environment’s own bucket, with savepoint upgrades in production', () => {
    for (const { environment, objects, plan } of everyOverlay()) {
      const { flinkConfiguration, job } = only(objects, 'FlinkDeployment')
        .spec as {
        flinkConfiguration: Record<string, string>;
        job: Record<string, unknown>;
      };
      const state = `s3://${environment.eks!.stateBucket}/${plan.name}`;
      expect(flinkConfiguration).toMatchObject({
        'execution.checkpointing.interval': `${plan.size.checkpointIntervalMs} ms`,
        'execution.checkpointing.dir': `${state}/checkpoints`,
        'execution.checkpointing.savepoint-dir': `${state}/savepoints`,
        'high-availability.storageDir': `${state}/ha`,
        'high-availability.type': 'kubernetes',
        'job.autoscaler.enabled': String(plan.autoscaling),
        'kubernetes.operator.deployment.rollback.enabled': 'true',
      });
      expect(job.upgradeMode).toBe(
        environment.production ? 'savepoint' : 'last-state',
      );
    }
  });
});
