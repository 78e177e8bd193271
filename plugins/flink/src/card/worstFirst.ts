import {
  verdictRank,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';

/** Worst verdict first, then the longest in it, then by name. */
export function worstFirst(
  applications: readonly flinkApi.ApplicationSummary[],
): flinkApi.ApplicationSummary[] {
  return [...applications].sort(
    (a, b) =>
      verdictRank(a.verdict) - verdictRank(b.verdict) ||
      Date.parse(a.since) - Date.parse(b.since) ||
      a.name.localeCompare(b.name),
  );
}
