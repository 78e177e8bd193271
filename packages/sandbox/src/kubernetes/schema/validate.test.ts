import { KubernetesObject } from '../store/objects';
import { customResources } from './crds';
import { prune, schemaCauses } from './validate';

const [deployments] = customResources().filter(
  resource => resource.kind === 'FlinkDeployment',
);

function withSpec(spec: KubernetesObject['spec']): KubernetesObject {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'orders' },
    spec,
  };
}

it('names every field of the wrong type, inside pod templates too', () => {
  const causes = schemaCauses(
    deployments,
    withSpec({
      job: { parallelism: 'four' },
      podTemplate: { spec: { hostNetwork: 'yes' } },
      taskManager: { podTemplate: { spec: { containers: {} } } },
    }),
  );
  expect(causes.map(cause => cause.field).sort()).toEqual([
    'spec.job.parallelism',
    'spec.podTemplate.spec.hostNetwork',
    'spec.taskManager.podTemplate.spec.containers',
  ]);
});

it('keeps free-form Flink configuration, nested or flat', () => {
  const object = withSpec({
    flinkConfiguration: { 'a.b': '1', state: { backend: 'rocksdb' } },
  });
  expect(prune(deployments, object)).toEqual({ object, unknown: [] });
});
