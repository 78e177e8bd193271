import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isInstalled } from '../runProcess';
import { kustomize } from './kustomize';
import { objectsOf } from './objectsOf';

// eslint-disable-next-line no-restricted-syntax -- tests run from their sources
const FIXTURE = resolve(__dirname, '../../../fixtures/repositories/eks');
const keyOf = ({
  kind,
  metadata,
}: {
  kind: string;
  metadata: { name: string };
}) => `${kind}/${metadata.name}`;

describe('kustomize', () => {
  let folder: string;
  let overlay: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kustomize-test-'));
    cpSync(FIXTURE, folder, { recursive: true });
    overlay = join(folder, 'deploy', 'overlays', 'staging');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const flink = () =>
    kustomize(overlay).find(one => one.kind === 'FlinkDeployment');

  const withKubectl = isInstalled('kubectl') ? it : it.skip;

  withKubectl('makes of an overlay what kubectl makes of it', () => {
    const byKubectl = objectsOf(
      execFileSync('kubectl', ['kustomize', overlay], { encoding: 'utf8' }),
    );
    const sorted = (objects: ReturnType<typeof kustomize>) =>
      Object.fromEntries(objects.map(one => [keyOf(one), one]));
    // eslint-disable-next-line jest/no-standalone-expect
    expect(sorted(kustomize(overlay))).toEqual(sorted(byKubectl));
  });

  it('puts image, namespace, labels and patches into a FlinkDeployment', () => {
    expect(flink()).toMatchObject({
      metadata: {
        namespace: 'analytics',
        labels: { owner: 'web-analytics', environment: 'staging' },
      },
      spec: {
        image: `444455556666.dkr.ecr.us-east-1.amazonaws.com/visits@sha256:${'0'.repeat(
          64,
        )}`,
        flinkConfiguration: {
          'execution.checkpointing.dir':
            's3://flink-state-444455556666/visits/checkpoints',
          'high-availability.type': 'kubernetes',
        },
        job: { upgradeMode: 'last-state', parallelism: 2 },
        podTemplate: {
          metadata: { labels: { tier: 'tier2', environment: 'staging' } },
        },
      },
    });
  });

  it('names a generated ConfigMap after its content, wherever it is referred to', () => {
    const nameOf = () =>
      kustomize(overlay).find(one => one.kind === 'ConfigMap')?.metadata.name;
    const before = nameOf();
    expect(JSON.stringify(flink()?.spec?.podTemplate)).toContain(
      `"name":"${before}"`,
    );
    writeFileSync(join(overlay, 'application_properties.json'), '[]');
    expect(nameOf()).not.toBe(before);
  });

  it.each([
    ['namePrefix: x-', 'without kubectl'],
    ['replicas: [{name: visits, count: 2}]', 'without kubectl'],
  ])('does not pass over what it does not know: %s', (line, message) => {
    const file = join(overlay, 'kustomization.yaml');
    writeFileSync(file, `resources: [../../base]\n${line}\n`);
    expect(() => kustomize(overlay)).toThrow(message);
  });

  it('refuses a patch for what is not there', () => {
    writeFileSync(
      join(overlay, 'flinkdeployment.yaml'),
      'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata: {name: other}\n',
    );
    expect(() => kustomize(overlay)).toThrow('FlinkDeployment other');
  });
});
