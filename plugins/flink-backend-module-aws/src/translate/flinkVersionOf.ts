/**
 * Flink's version from the service's word: `FLINK-1_20` is `1.20`. Notebooks (`ZEPPELIN-FLINK-3_0`)
 * number the notebook, not Flink, and give none; so does a word this version does not know.
 */
export function flinkVersionOf(
  runtimeEnvironment: string | undefined,
): string | undefined {
  const match = /^FLINK-(\d+)_(\d+)$/.exec(runtimeEnvironment ?? '');
  return match ? `${match[1]}.${match[2]}` : undefined;
}

/** SQL applications are the service's older product and no Flink. */
export function isLegacySql(runtimeEnvironment: string | undefined): boolean {
  return runtimeEnvironment?.startsWith('SQL-') ?? false;
}
