import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { createWorld, FixedClock } from './world';

const ARN = 'aws.amazon.com/managed-flink-application-arn';
const TAGS = 'aws.amazon.com/managed-flink-application-tags';
const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const CATALOG = resolve(__dirname, '../catalog');

const entity = z.object({
  kind: z.string(),
  metadata: z.object({
    name: z.string().regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.object({
    owner: z.string().optional(),
    system: z.string().optional(),
    domain: z.string().optional(),
    memberOf: z.array(z.string()).optional(),
    targets: z.array(z.string()).optional(),
  }),
});
type Entity = z.infer<typeof entity>;

function read(file: string): Entity[] {
  const text = readFileSync(resolve(CATALOG, file), 'utf8');
  return parseAllDocuments(text).map(document =>
    entity.parse(document.toJSON()),
  );
}

const everything = read('all.yaml')[0].spec.targets!.flatMap(read);
const components = everything.filter(one => one.kind === 'Component');
const world = createWorld({
  seed: 'catalog',
  clock: new FixedClock(Date.UTC(2026, 10, 20)),
});

function names(kind: string): string[] {
  return everything
    .filter(one => one.kind === kind)
    .map(one => one.metadata.name);
}

function arnsOf({ metadata }: Entity): string[] {
  const text = metadata.annotations[ARN];
  return text ? text.split(',').map(arn => arn.trim()) : [];
}

function tagsOf({ metadata }: Entity): [string, string][] {
  const text = metadata.annotations[TAGS];
  return text
    ? text.split(',').map(pair => {
        const [key, value] = pair.split('=');
        return [key, value];
      })
    : [];
}

const managed = world.managedFleet().map(member => ({
  name: member.name,
  arn: `arn:aws:kinesisanalytics:${member.region}:${member.account}:application/${member.name}`,
  tags: member.tags,
}));
const kubernetes = ['eks-prod-eu', 'eks-staging-us'].flatMap(
  world.kubernetesFleet,
);

describe('the catalog and the fleet', () => {
  it('name every entity once, with owners and systems that exist', () => {
    const all = everything.map(one => `${one.kind}:${one.metadata.name}`);
    expect(new Set(all).size).toBe(all.length);
    const dangling = everything.flatMap(({ metadata, spec }) => {
      const owner = spec.owner?.replace('group:default/', '');
      const missing = [
        owner && !names('Group').includes(owner),
        spec.system && !names('System').includes(spec.system),
        spec.domain && !names('Domain').includes(spec.domain),
      ];
      return missing.some(Boolean) ? [metadata.name] : [];
    });
    expect(dangling).toEqual([]);
  });

  it('let the guest be one of the data platform team', () => {
    const guest = everything.find(one => one.metadata.name === 'guest');
    expect(guest).toMatchObject({
      kind: 'User',
      spec: { memberOf: ['data-platform'] },
    });
  });

  it('agree: two ARNs lead nowhere, one denied and one deleted', () => {
    const known = managed.map(one => one.arn);
    const dangling = components
      .flatMap(arnsOf)
      .filter(arn => !known.includes(arn));
    expect(dangling).toEqual([
      'arn:aws:kinesisanalytics:us-east-1:777788889999:application/partner-settlements',
      'arn:aws:kinesisanalytics:us-east-1:111122223333:application/loyalty-forecast',
    ]);
  });

  it('agree: every Kubernetes id is a label somebody carries', () => {
    const labels = kubernetes.map(one => one.labels[KUBERNETES_ID]);
    const ids = components.flatMap(
      one => one.metadata.annotations[KUBERNETES_ID] ?? [],
    );
    expect(ids.filter(id => !labels.includes(id))).toEqual([]);
  });

  it('leave exactly three applications without a component', () => {
    const arns = components.flatMap(arnsOf);
    const tags = components.map(tagsOf).filter(one => one.length > 0);
    const ids = components.map(one => one.metadata.annotations[KUBERNETES_ID]);
    const orphans = [
      ...managed.filter(
        one =>
          !arns.includes(one.arn) &&
          !tags.some(wanted =>
            wanted.every(([key, value]) => one.tags[key] === value),
          ),
      ),
      ...kubernetes.filter(
        one =>
          !one.labels[KUBERNETES_ID] ||
          !ids.includes(one.labels[KUBERNETES_ID]),
      ),
    ].map(one => one.name);
    expect(orphans).toEqual([
      'invoice-aggregates',
      'dead-letter-replay',
      'click-heatmaps',
    ]);
  });

  it('give the entity-ref tags of applications to components that exist', () => {
    const referenced = managed.flatMap(
      one => one.tags['backstage.io/entity-ref'] ?? [],
    );
    for (const ref of referenced) {
      expect(names('Component')).toContain(
        ref.replace('component:default/', ''),
      );
    }
  });

  it('have one application that names no team, and one that another team claims too', () => {
    expect(managed.filter(one => !one.tags.team).map(one => one.name)).toEqual([
      'ad-attribution',
    ]);
    const claimed = components.flatMap(arnsOf);
    expect(
      claimed.filter((arn, index) => claimed.indexOf(arn) !== index),
    ).toEqual([
      'arn:aws:kinesisanalytics:us-east-1:111122223333:application/card-token-sync',
    ]);
  });

  it('have about forty applications of five teams, most of them healthy', () => {
    expect(managed).toHaveLength(23);
    expect(kubernetes).toHaveLength(18);
    const teams = new Set([
      ...managed.flatMap(one => one.tags.team ?? []),
      ...kubernetes.map(one => one.labels.team),
    ]);
    expect([...teams].sort()).toEqual(names('Group').sort());
  });
});
