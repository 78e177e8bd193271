import { NotAllowedError } from '@backstage/errors';

const ID = '[0-9a-f]{32}';
const NAMES = '[^/?#\\s]+';

/*
 * Some of Flink's GET paths act: `/jobs/:id/yarn-cancel` and `/jobs/:id/yarn-stop` end a job.
 * Source: Flink, YarnCancelJobTerminationHeaders. So nothing is asked that is not in this list.
 */
const ALLOWED: readonly RegExp[] = [
  /^\/overview$/,
  /^\/jobs\/overview$/,
  new RegExp(`^/jobs/${ID}$`),
  new RegExp(`^/jobs/${ID}/exceptions\\?maxExceptions=\\d{1,3}$`),
  new RegExp(`^/jobs/${ID}/checkpoints$`),
  new RegExp(`^/jobs/${ID}/checkpoints/config$`),
  new RegExp(`^/jobs/${ID}/metrics(\\?get=${NAMES})?$`),
  new RegExp(`^/jobs/${ID}/vertices/${ID}/subtasks/metrics(\\?get=${NAMES})?$`),
  new RegExp(`^/taskmanagers/metrics(\\?get=${NAMES})?$`),
];

/** Whether a path of Flink's REST API only reads. */
export function isAllowedFlinkPath(path: string): boolean {
  // Dots that climb, and encoded slashes or dots, could reach another path behind a proxy.
  if (path.includes('..') || /%2e|%2f|%5c|%00|\\|\/\//i.test(path)) {
    return false;
  }
  return ALLOWED.some(pattern => pattern.test(path));
}

/**
 * Refuses every path that is not known to only read.
 *
 * @throws NotAllowedError
 */
export function assertAllowedFlinkPath(path: string): void {
  if (!isAllowedFlinkPath(path)) {
    throw new NotAllowedError(
      `Flink's REST path "${path}" is not one of those that only read; it was not requested`,
    );
  }
}
