export { createFlinkRest } from './create-flink-rest';
export { serveFlinkRest, type FlinkRestListener } from './serve-flink-rest';
export type {
  FlinkCluster,
  FlinkRest,
  FlinkRestRequest,
  FlinkRestResponse,
  FlinkTaskManager,
} from './flink-cluster';
