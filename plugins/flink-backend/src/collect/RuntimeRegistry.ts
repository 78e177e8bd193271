import { ConflictError } from '@backstage/errors';
import {
  RUNTIMES,
  type Runtime,
} from '@flink-portal/backstage-plugin-flink-common';
import type {
  FlinkRuntime,
  FlinkRuntimeExtensionPoint,
} from '@flink-portal/backstage-plugin-flink-node';

/** The runtimes that modules added. */
export class RuntimeRegistry implements FlinkRuntimeExtensionPoint {
  private readonly byName = new Map<Runtime, FlinkRuntime>();

  addRuntime(runtime: FlinkRuntime): void {
    if (this.byName.has(runtime.runtime)) {
      throw new ConflictError(
        `There is a Flink runtime "${runtime.runtime}" already; install only one module for it`,
      );
    }
    this.byName.set(runtime.runtime, runtime);
  }

  get(runtime: Runtime): FlinkRuntime | undefined {
    return this.byName.get(runtime);
  }

  /** In the order screens list them. */
  all(): FlinkRuntime[] {
    return RUNTIMES.flatMap(name => this.byName.get(name) ?? []);
  }
}
