export { askFlink, FlinkRefused } from './askFlink';
export { jsonShape, shapeDifferences } from './jsonShape';
export { REAL_FLINK_LINES, type RealFlinkLine } from './lines';
export { missingTools } from './missingTools';
export { obtainFlink, type RealFlinkHome } from './obtainFlink';
export { startFlink, type RealFlink } from './startFlink';
export { FLINK_JAVA_OPTIONS } from './TetheredJava';
export { stopWithSavepoint } from './stopWithSavepoint';
export {
  runFromSavepoint,
  runJar,
  submitJob,
  type JarOptions,
  type JobOptions,
} from './submitJob';
export { waitForCheckpoints } from './waitForCheckpoints';
export { waitForRecords } from './waitForRecords';
export { waitForState } from './waitForState';
export { restoredFrom } from './restoredFrom';
export { sandboxShapes } from './sandboxShapes';
export { suitePaths } from './suitePaths';
