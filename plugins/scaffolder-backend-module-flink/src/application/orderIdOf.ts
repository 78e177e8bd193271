/**
 * The id of what a task orders in an environment: the same whenever the task is run again, so that it creates once.
 * Ids of tasks are UUIDs; what the backend does not take in an id is left out.
 */
export function orderIdOf(taskId: string, environment: string): string {
  return `task.${taskId}.${environment}`.replace(/[^A-Za-z0-9._-]+/g, '-');
}
