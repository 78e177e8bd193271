import { z } from 'zod';
import {
  flinkBlueGreenDeploymentSchema,
  flinkDeploymentSchema,
  type FlinkDeployment,
} from '../resources';
import { KubernetesRequestError } from '../transport';
import {
  activeChild,
  blueGreenOwnerOf,
  viewOf,
  type DeploymentView,
} from '../translate';
import { KINDS, listAll, listPath, type WatchedKind } from '../watch';
import type { FaultsContext } from './FaultsContext';

const NOTHING = { read: true, value: [] } as const;

/**
 * The FlinkDeployment that an application is now, read from the cluster; of a blue/green pair the one that
 * serves. Undefined when there is none.
 *
 * @throws KubernetesRequestError when it cannot be read
 */
export async function currentDeployment(
  context: FaultsContext,
): Promise<DeploymentView | undefined> {
  const { observation, query, cluster, namespace, name } = context;
  const isPair = observation.application.externalId.startsWith(
    `${KINDS.blueGreen.kind}/`,
  );
  const deployment = isPair
    ? await servingChild(context)
    : await getObject(context, KINDS.deployment, flinkDeploymentSchema);
  return viewOf({
    cluster,
    sourceId: observation.application.sourceId,
    namespace,
    name,
    deployment,
    sessionJobs: NOTHING,
    snapshots: NOTHING,
    pods: NOTHING,
    events: NOTHING,
    seen: {},
    nowMs: query.toMs,
  });
}

async function servingChild(
  context: FaultsContext,
): Promise<FlinkDeployment | undefined> {
  const { transport, cluster, namespace, name, query, settings, count } =
    context;
  const [pair, { items }] = await Promise.all([
    getObject(context, KINDS.blueGreen, flinkBlueGreenDeploymentSchema),
    listAll({
      transport,
      cluster,
      kind: KINDS.deployment,
      namespace,
      signal: query.signal,
      timeoutMs: settings.metrics.timeoutMs,
      count,
    }),
  ]);
  const children = items.flatMap(item => {
    const parsed = flinkDeploymentSchema.safeParse(item);
    return parsed.success && blueGreenOwnerOf(parsed.data) === name
      ? [parsed.data]
      : [];
  });
  return activeChild(pair, children);
}

async function getObject<T extends z.ZodType>(
  {
    transport,
    cluster,
    namespace,
    name,
    query,
    settings,
    count,
  }: FaultsContext,
  kind: WatchedKind,
  schema: T,
): Promise<z.output<T> | undefined> {
  count(`get ${kind.plural}`);
  try {
    const [path] = listPath(kind, namespace, {}).split('?');
    const answer = await transport.getJson({
      cluster,
      path: `${path}/${encodeURIComponent(name)}`,
      subject: { verb: 'get', resource: kind.resource, namespace },
      signal: query.signal,
      timeoutMs: settings.metrics.timeoutMs,
    });
    const parsed = schema.safeParse(answer);
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (
      error instanceof KubernetesRequestError &&
      error.failure === 'notFound'
    ) {
      return undefined;
    }
    throw error;
  }
}
