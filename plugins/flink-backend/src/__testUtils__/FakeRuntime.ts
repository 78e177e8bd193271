import { createBackendModule } from '@backstage/backend-plugin-api';
import type { Runtime } from '@flink-portal/backstage-plugin-flink-common';
import {
  flinkRuntimeExtensionPoint,
  type CollectContext,
  type FlinkRuntime,
  type FlinkSource,
} from '@flink-portal/backstage-plugin-flink-node';
import { SOURCE_ID } from './observations';

export const SOURCE: FlinkSource = {
  id: SOURCE_ID,
  runtime: 'managed',
  title: '111122223333 / us-east-1',
  pollIntervalMs: 60_000,
  mode: 'poll',
  timeoutMs: 30_000,
};

type Collect = (context: CollectContext, source: FlinkSource) => Promise<void>;

/** A runtime whose sources do what the test says. */
export class FakeRuntime implements FlinkRuntime {
  readMetrics?: FlinkRuntime['readMetrics'];
  readFaults?: FlinkRuntime['readFaults'];
  actions?: FlinkRuntime['actions'];
  creation?: FlinkRuntime['creation'];
  private readonly collects = new Map<string, Collect>();
  private named: FlinkSource[] = [];

  constructor(readonly runtime: Runtime = 'managed') {}

  /** Names a source, or changes what collecting it does. */
  on(source: FlinkSource, collect: Collect): this {
    this.named = [...this.named.filter(({ id }) => id !== source.id), source];
    this.collects.set(source.id, collect);
    return this;
  }

  forget(sourceId: string): void {
    this.named = this.named.filter(({ id }) => id !== sourceId);
  }

  async sources(): Promise<readonly FlinkSource[]> {
    return this.named;
  }

  async collect(source: FlinkSource, context: CollectContext): Promise<void> {
    await this.collects.get(source.id)?.(context, source);
  }

  /** The module by which it joins the backend. */
  get module() {
    return createBackendModule({
      pluginId: 'flink',
      moduleId: `fake-${this.runtime}`,
      register: env =>
        env.registerInit({
          deps: { runtimes: flinkRuntimeExtensionPoint },
          init: async ({ runtimes }) => runtimes.addRuntime(this),
        }),
    });
  }
}
