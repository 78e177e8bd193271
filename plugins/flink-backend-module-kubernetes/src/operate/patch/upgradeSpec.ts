import type { JsonObject } from '@backstage/types';
import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { FreshDeployment } from '../target/FreshDeployment';
import { NoCall } from './Intention';

// Source: OCI distribution specification, tags.
const TAG = /^\w[\w.-]{0,127}$/;

/** Another Flink version, another tag of the same image, or both. Never another repository. */
export function upgradeSpec(
  { view }: FreshDeployment,
  { flinkVersion, artifact }: Extract<ActionRequest, { kind: 'upgrade' }>,
): JsonObject {
  const spec: JsonObject = {};
  if (flinkVersion !== undefined) {
    const match = /^v?(\d+)[._](\d+)$/.exec(flinkVersion);
    if (!match) {
      throw new NoCall(`"${flinkVersion}" is not a Flink version such as 2.2.`);
    }
    const word = `v${match[1]}_${match[2]}`;
    if (word !== view.spec.flinkVersion) spec.flinkVersion = word;
  }
  if (artifact !== undefined) {
    const image = imageWithTag(view.spec.image, artifact);
    if (image !== view.spec.image) spec.image = image;
  }
  if (Object.keys(spec).length === 0) {
    throw new NoCall(
      'The spec asks for this version already; there is nothing to change.',
    );
  }
  return spec;
}

function imageWithTag(image: string | undefined, tag: string): string {
  if (!image) {
    throw new NoCall(
      'The spec names no image: the operator or a pod template decides it, so the portal cannot choose another tag.',
    );
  }
  const { repository } = parseImage(image);
  const bare = tag.startsWith(`${repository}:`)
    ? tag.slice(repository.length + 1)
    : tag;
  if (!TAG.test(bare)) {
    throw new NoCall(
      `"${tag}" is not a tag. Only another tag of ${repository} can be chosen here, never another repository or registry.`,
    );
  }
  return `${repository}:${bare}`;
}

/** An image reference: `registry:5000/team/job:1.4@sha256:…`. */
export function parseImage(image: string): {
  repository: string;
  tag?: string;
  digest?: string;
} {
  const [named, digest] = image.split('@');
  const colon = named.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  const tagged = colon > named.lastIndexOf('/');
  return {
    repository: tagged ? named.slice(0, colon) : named,
    ...(tagged ? { tag: named.slice(colon + 1) } : {}),
    ...(digest ? { digest } : {}),
  };
}
