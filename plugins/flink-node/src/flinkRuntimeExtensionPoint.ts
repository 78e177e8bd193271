import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { FlinkRuntime } from './FlinkRuntime';

/** Where runtimes join the Flink backend. @public */
export interface FlinkRuntimeExtensionPoint {
  /** @throws ConflictError when a runtime of the same name is already there */
  addRuntime(runtime: FlinkRuntime): void;
}

/** @public */
export const flinkRuntimeExtensionPoint =
  createExtensionPoint<FlinkRuntimeExtensionPoint>({ id: 'flink.runtime' });
