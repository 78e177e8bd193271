import { denyDeployment } from '../../kubernetes/operator/admission';
import { allResources } from '../../kubernetes/api/resources';
import { apiVersionOf } from '../../kubernetes/api/resources';
import { prune, schemaCauses } from '../../kubernetes/schema/validate';
import type { KubernetesObject } from '../../kubernetes/store/objects';
import type { CiLog } from '../CiLog';
import { renderOverlay } from '../eks/renderOverlay';
import { Failure } from '../Failure';
import { openNote, type Job } from '../jobFile';

/** What a cluster would say about an object before it stores it. */
function problemsOf(object: KubernetesObject): string[] {
  const resource = allResources().find(
    one => apiVersionOf(one) === object.apiVersion && one.kind === object.kind,
  );
  if (!resource) {
    return [
      `no matches for kind "${object.kind}" in version "${object.apiVersion}"`,
    ];
  }
  if (!resource.custom) {
    return [];
  }
  const denied =
    object.kind === 'FlinkDeployment' ? denyDeployment(object) : undefined;
  return [
    ...prune(resource.custom, object).unknown.map(
      path => `unknown field "${path}"`,
    ),
    ...schemaCauses(resource.custom, object).map(
      ({ field, message }) => `${field}: ${message}`,
    ),
    ...(denied ? [denied] : []),
  ];
}

/** Renders every environment's overlay, and holds each object against its CRD and the operator's own rules. */
export async function checkManifests(
  folder: string,
  job: Job,
  log: CiLog,
  signal: AbortSignal,
): Promise<string[]> {
  const problems: string[] = [];
  for (const environment of job.environments) {
    const overlay = `deploy/overlays/${environment.name}`;
    if (openNote(folder, environment)) {
      log.skipped(overlay, 'something about the environment is still open');
      continue;
    }
    try {
      const objects = await renderOverlay(folder, overlay, log, signal);
      const found = objects.flatMap(object =>
        problemsOf(object).map(
          text => `${overlay}: ${object.kind} ${object.metadata.name}: ${text}`,
        ),
      );
      problems.push(...found);
      if (found.length === 0) {
        log.say(
          `${overlay}: ${objects.length} objects, as the CRDs and the operator ask`,
        );
      }
    } catch (error) {
      if (!(error instanceof Failure)) {
        throw error;
      }
      problems.push(
        ...[error.message, ...error.problems].map(
          text => `${overlay}: ${text}`,
        ),
      );
    }
  }
  return problems;
}
