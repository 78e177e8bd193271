/** Flink's REST API answered with something that is not what its contract says. */
export class FlinkRestError extends Error {
  readonly name = 'FlinkRestError';
}
