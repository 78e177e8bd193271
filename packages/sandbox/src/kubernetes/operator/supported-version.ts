import { KubernetesObject, stringAt } from '../store/objects';
import { EventRecorder } from './event-recorder';

// Flink 1.16: the oldest line release 1.15 of the operator still deploys.
const OLDEST_MINOR = 16;

/** Leaves resources of old Flink lines alone; an event is all they get. */
export function refusesVersion(
  events: EventRecorder,
  object: KubernetesObject,
  nowMs: number,
): boolean {
  const version = stringAt(object, 'spec', 'flinkVersion') ?? '';
  const [, minor] = /^v1_(\d+)$/.exec(version) ?? [];
  if (!minor || Number(minor) >= OLDEST_MINOR) return false;
  events.record(object, {
    reason: 'UnsupportedFlinkVersion',
    message: `Flink version ${version} is not supported by this operator version`,
    type: 'Warning',
    component: 'Operator',
    atMs: nowMs,
    count: 1,
  });
  return true;
}
