import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { PlannedChange } from '@flink-portal/backstage-plugin-flink-node';
import type { PlanInput } from './PlanInput';

const RESTORE = 'RunConfiguration.ApplicationRestoreConfiguration';
const ALLOW = 'RunConfiguration.FlinkRunConfiguration.AllowNonRestoredState';

/** How it restores now and after; AWS keeps it as part of what is desired. */
export function restoreChanges({
  request,
  fresh,
}: PlanInput): readonly PlannedChange[] {
  const starts = request.kind === 'start';
  if (!starts && fresh.facts.status !== 'RUNNING') {
    return [];
  }
  const run =
    fresh.detail.ApplicationConfigurationDescription
      ?.RunConfigurationDescription;
  const now = run?.ApplicationRestoreConfigurationDescription;
  const before = words(now?.ApplicationRestoreType, now?.SnapshotName);
  const after = afterOf(request);
  const allows =
    ('allowNonRestoredState' in request
      ? request.allowNonRestoredState
      : undefined) ?? fresh.allowsNonRestoredState;
  return [
    ...(before === after
      ? []
      : [{ field: RESTORE, ...(before ? { before } : {}), after }]),
    ...(allows === fresh.allowsNonRestoredState
      ? []
      : [
          {
            field: ALLOW,
            before: String(fresh.allowsNonRestoredState),
            after: String(allows),
          },
        ]),
  ];
}

function afterOf(request: ActionRequest): string {
  const latest = 'RESTORE_FROM_LATEST_SNAPSHOT';
  const custom = 'RESTORE_FROM_CUSTOM_SNAPSHOT';
  switch (request.kind) {
    case 'restore':
      return `${custom} ${request.snapshotName}`;
    case 'start':
      switch (request.from.type) {
        case 'snapshot':
          return `${custom} ${request.from.snapshotName}`;
        case 'none':
          return 'SKIP_RESTORE_FROM_SNAPSHOT';
        default:
          return latest;
      }
    default:
      return latest;
  }
}

function words(
  type: string | undefined,
  snapshotName: string | undefined,
): string | undefined {
  return type && [type, snapshotName].filter(Boolean).join(' ');
}
