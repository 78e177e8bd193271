/**
 * Every path that the suite asks a Flink for, of one job, by a name that is the same for every job: see allowedPaths.ts
 * of the Kubernetes runtime.
 */
export function suitePaths(
  jobId: string,
  vertexIds: readonly string[],
): Readonly<Record<string, string>> {
  return {
    '/overview': '/overview',
    '/jobs/overview': '/jobs/overview',
    '/jobs/:id': `/jobs/${jobId}`,
    '/jobs/:id/exceptions': `/jobs/${jobId}/exceptions?maxExceptions=100`,
    '/jobs/:id/checkpoints': `/jobs/${jobId}/checkpoints`,
    '/jobs/:id/checkpoints/config': `/jobs/${jobId}/checkpoints/config`,
    '/jobs/:id/metrics': `/jobs/${jobId}/metrics`,
    '/jobs/:id/metrics?get': `/jobs/${jobId}/metrics?get=uptime`,
    '/taskmanagers/metrics': '/taskmanagers/metrics',
    '/taskmanagers/metrics?get':
      '/taskmanagers/metrics?get=Status.JVM.CPU.Load',
    ...Object.fromEntries(
      vertexIds.slice(0, 1).flatMap(vertexId => {
        const path = `/jobs/${jobId}/vertices/${vertexId}/subtasks/metrics`;
        return [
          ['/jobs/:id/vertices/:id/subtasks/metrics', path],
          [
            '/jobs/:id/vertices/:id/subtasks/metrics?get',
            `${path}?get=idleTimeMsPerSecond`,
          ],
        ];
      }),
    ),
  };
}
