import type { JsonObject } from '@backstage/types';
import { configured } from '../../resources';
import type { FreshDeployment } from '../target/FreshDeployment';
import { NoCall } from './Intention';

/**
 * Another parallelism. In native mode it is `job.parallelism`, which redeploys. In standalone mode
 * `taskManager.replicas` wins where it is set, and a reactive scheduler takes it up in place.
 * Source: operator 1.15, custom resource overview; API/diff.
 */
export function rescaleSpec(
  fresh: FreshDeployment,
  parallelism: number,
): JsonObject {
  if (!Number.isSafeInteger(parallelism) || parallelism < 1) {
    throw new NoCall('Parallelism must be a whole number from 1.');
  }
  const { spec } = fresh.view;
  if (parallelism === desiredParallelism(fresh)) {
    throw new NoCall(
      `Parallelism is ${parallelism} already; there is nothing to change.`,
    );
  }
  if (spec.mode !== 'standalone') return { job: { parallelism } };
  const replicas = spec.taskManager?.replicas;
  if (replicas === undefined && !isReactive(fresh))
    return { job: { parallelism } };
  const slots = slotsOf(fresh);
  if (parallelism % slots !== 0) {
    const below = Math.floor(parallelism / slots) * slots;
    const near = [below, below + slots].filter(one => one > 0).join(' or ');
    throw new NoCall(
      `In standalone mode the parallelism is TaskManagers × task slots, and each TaskManager has ${slots} slots. ${parallelism} is not a multiple of that; ${near} is.`,
    );
  }
  return { taskManager: { replicas: parallelism / slots } };
}

/** The parallelism the spec asks for. */
export function desiredParallelism(fresh: FreshDeployment): number | undefined {
  const { spec } = fresh.view;
  const replicas = spec.taskManager?.replicas;
  if (spec.mode === 'standalone' && replicas !== undefined) {
    return replicas * slotsOf(fresh);
  }
  return spec.job?.parallelism;
}

/** Task slots of one TaskManager. Source: Flink, taskmanager.numberOfTaskSlots, default 1. */
export function slotsOf({ view }: FreshDeployment): number {
  const slots = Number(
    configured(view.spec, 'taskmanager.numberOfTaskSlots') ?? '1',
  );
  return Number.isSafeInteger(slots) && slots > 0 ? slots : 1;
}

/** Whether Flink itself takes up TaskManagers as they come. */
export function isReactive({ view }: FreshDeployment): boolean {
  return (
    view.spec.mode === 'standalone' &&
    configured(view.spec, 'scheduler-mode')?.toLowerCase() === 'reactive'
  );
}
