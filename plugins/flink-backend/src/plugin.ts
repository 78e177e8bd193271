import { createFlinkPlugin } from './createFlinkPlugin';
import { healthRules } from './judge/healthRules';

/**
 * Collects, judges, stores and serves the state of Flink applications. Runtimes join it through
 * `flinkRuntimeExtensionPoint`.
 *
 * @public
 */
export const flinkPlugin = createFlinkPlugin(healthRules);
