import {
  ACTION_KINDS,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type {
  ActionOrder,
  ActionProgress,
  ActionTarget,
  FlinkActions,
  OperateContext,
  RuntimePlan,
} from '@flink-portal/backstage-plugin-flink-node';

type Send = (
  order: ActionOrder,
  context: OperateContext,
) => Promise<{ handle: string }>;
type Look = (
  order: ActionOrder,
  handle: string | undefined,
) => Promise<ActionProgress>;

/** How an action goes on that is not over yet. */
export const UNDERWAY: ActionProgress = {
  status: 'underway',
  steps: [{ id: 'update', title: 'Update', status: 'active' }],
  message: 'Updating since a moment.',
};

/** How it ends well. */
export const SUCCEEDED: ActionProgress = {
  status: 'succeeded',
  steps: [{ id: 'update', title: 'Update', status: 'done' }],
  message: 'Running with parallelism 8.',
  operationId: 'op-1',
};

/** The far side of actions: what a test does not script succeeds at once, and every call is noted. */
export class FakeActions implements FlinkActions {
  target: ActionTarget = {
    version: '41',
    token: 'token-41',
    configuration: { workload: 'streaming', parallelism: 4 },
  };
  overrides: Partial<RuntimePlan> = {};
  readonly sends: ActionOrder[] = [];
  /** Handles by which looks were made. */
  readonly looks: Array<string | undefined> = [];
  onPlan: () => Promise<void> = async () => {};
  onSend: Send = async order => ({ handle: `handle-${order.actionId}` });
  onLook: Look = async () => SUCCEEDED;

  /** Somebody else changed the application. */
  change(version: string, rest: Partial<ActionTarget> = {}): void {
    this.target = {
      ...this.target,
      ...rest,
      version,
      token: `token-${version}`,
    };
  }

  availability(_: Observation) {
    return ACTION_KINDS.map(kind => ({ kind, available: true as const }));
  }

  async plan(): Promise<RuntimePlan> {
    await this.onPlan();
    return {
      target: this.target,
      call: { operation: 'UpdateApplication', body: '{}' },
      changes: [{ field: 'parallelism', before: '4', after: '8' }],
      steps: [{ id: 'update', title: 'Update', status: 'pending' }],
      interrupts: true,
      documented: {
        typicalMs: 60_000,
        worstMs: 240_000,
        source: 'Documented by the test.',
      },
      warnings: [],
      losses: [],
      alternatives: [],
      ...this.overrides,
    };
  }

  async send(_: Observation, order: ActionOrder, context: OperateContext) {
    this.sends.push(order);
    return this.onSend(order, context);
  }

  async look(_: Observation, order: ActionOrder, handle: string | undefined) {
    this.looks.push(handle);
    return this.onLook(order, handle);
  }
}
