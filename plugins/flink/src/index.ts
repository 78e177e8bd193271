/**
 * Health cards, entity tab and fleet page for Apache Flink applications. Exports for apps of the old
 * frontend system; the new one finds the default export of `./alpha`.
 *
 * @packageDocumentation
 */
export { isFlinkAvailable } from './entity';
export {
  EntityFlinkContent,
  EntityFlinkHealthCard,
  FlinkPage,
  flinkPlugin,
} from './plugin';
export { FlinkIcon } from './FlinkIcon';
