// The backend publishes its plugin and nothing else; what replays a sequence exactly as it does must use the very same pieces.
/* eslint-disable @backstage/no-relative-monorepo-imports */
export { readFlinkConfig } from '../../../plugins/flink-backend/src/config';
export { ApplicationJudge } from '../../../plugins/flink-backend/src/judge/ApplicationJudge';
export { healthRules } from '../../../plugins/flink-backend/src/judge/healthRules';
export { topFindingOf } from '../../../plugins/flink-backend/src/judge/summarize';
export {
  decodeHour,
  encodeHour,
  hourOf,
  mergeSeries,
  splitByHour,
} from '../../../plugins/flink-backend/src/store/metricHour';
