import type {
  ActionRequest,
  Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ManagedConfig, ScannedRegion } from '../../config/ManagedConfig';
import type { FreshApplication } from '../target/FreshApplication';

/** What every part of a plan is made from. */
export interface PlanInput {
  readonly request: ActionRequest;
  readonly fresh: FreshApplication;
  readonly observation: Observation;
  readonly region: ScannedRegion;
  readonly config: ManagedConfig;
  readonly nowMs: number;
  /** A sentence’s beginning: the job is down or in a restart loop, so AWS cannot take a snapshot. */
  readonly downtime?: string;
}

/** Whether the call makes AWS take a snapshot first. */
export function takesSnapshot({ request, fresh }: PlanInput): boolean {
  return (
    fresh.configuration.snapshotsEnabled === true &&
    fresh.facts.status === 'RUNNING' &&
    ['stop', 'restart', 'rescale', 'upgrade', 'restore', 'snapshot'].includes(
      request.kind,
    )
  );
}

/** Whether the job does not process for a while. */
export function interrupts({ request, fresh }: PlanInput): boolean {
  switch (request.kind) {
    case 'snapshot':
    case 'deleteSnapshot':
    case 'start':
      return false;
    default:
      return fresh.facts.status !== 'READY';
  }
}
