import type { ApplicationConfiguration } from '@flink-portal/backstage-plugin-flink-common';
import type { PlannedChange } from '@flink-portal/backstage-plugin-flink-node';
import { toConfiguration } from '../../translate/toConfiguration';
import { runtimeOf } from '../calls/updateInput';
import { SNAPSHOT_NAME_TO_COME } from '../calls/snapshotName';
import type { PlanInput } from './PlanInput';
import { restoreChanges } from './restoreChanges';

/** What is desired now and after, in AWS's words. Only what differs. */
export function changesOf(input: PlanInput): readonly PlannedChange[] {
  const { request, fresh } = input;
  const { configuration, facts } = fresh;
  switch (request.kind) {
    case 'snapshot':
      return [{ field: 'Snapshots', after: SNAPSHOT_NAME_TO_COME }];
    case 'deleteSnapshot':
      return [{ field: 'Snapshots', before: request.snapshotName }];
    case 'start':
      return [
        { field: 'ApplicationStatus', before: facts.status, after: 'RUNNING' },
        ...restoreChanges(input),
      ];
    case 'stop':
    case 'forceStop':
      return [
        { field: 'ApplicationStatus', before: facts.status, after: 'READY' },
      ];
    case 'rollback':
      return rollbackChanges(input);
    case 'rescale':
      return [
        ...differing('ParallelismConfiguration.ConfigurationType', {
          before:
            fresh.detail.ApplicationConfigurationDescription
              ?.FlinkApplicationConfigurationDescription
              ?.ParallelismConfigurationDescription?.ConfigurationType,
          after: 'CUSTOM',
        }),
        ...differing('ParallelismConfiguration.Parallelism', {
          before: configuration.parallelism,
          after: request.parallelism,
        }),
        ...(facts.status === 'RUNNING'
          ? differing('ParallelismConfiguration.CurrentParallelism', {
              before:
                configuration.currentParallelism ?? configuration.parallelism,
              after: request.parallelism,
            })
          : []),
        ...differing('ParallelismConfiguration.ParallelismPerKPU', {
          before: configuration.parallelismPerKpu,
          after: request.parallelismPerKpu ?? configuration.parallelismPerKpu,
        }),
        ...restoreChanges(input),
      ];
    case 'upgrade':
      return [
        ...differing('RuntimeEnvironment', {
          before: configuration.flinkVersionVerbatim,
          after:
            request.flinkVersion === undefined
              ? configuration.flinkVersionVerbatim
              : runtimeOf(request.flinkVersion),
        }),
        ...differing('S3ContentLocation.FileKey', {
          before: configuration.artifact,
          after: request.artifact ?? configuration.artifact,
        }),
        ...restoreChanges(input),
      ];
    default:
      return restoreChanges(input);
  }
}

function rollbackChanges({
  fresh,
  config,
}: PlanInput): readonly PlannedChange[] {
  const { detail, previous, configuration } = fresh;
  const version = {
    field: 'ApplicationVersionId',
    before: String(fresh.versionId),
    after: String(detail.ApplicationVersionUpdatedFrom ?? 'the version before'),
  };
  return previous
    ? [
        version,
        ...configurationChanges(
          configuration,
          toConfiguration(previous, config.redaction),
        ),
      ]
    : [version];
}

const FIELDS = [
  ['RuntimeEnvironment', 'flinkVersionVerbatim'],
  ['S3ContentLocation.FileKey', 'artifact'],
  ['ParallelismConfiguration.Parallelism', 'parallelism'],
  ['ParallelismConfiguration.ParallelismPerKPU', 'parallelismPerKpu'],
  ['ParallelismConfiguration.AutoScalingEnabled', 'autoscalingEnabled'],
  ['CheckpointConfiguration.CheckpointingEnabled', 'checkpointingEnabled'],
  ['CheckpointConfiguration.CheckpointInterval', 'checkpointIntervalMs'],
  ['ApplicationSnapshotConfiguration.SnapshotsEnabled', 'snapshotsEnabled'],
  ['ApplicationSystemRollbackConfiguration.RollbackEnabled', 'rollbackEnabled'],
  ['MonitoringConfiguration.MetricsLevel', 'metricsLevel'],
] as const;

/** Every setting that differs between two versions; values are redacted. */
export function configurationChanges(
  before: ApplicationConfiguration,
  after: ApplicationConfiguration,
): PlannedChange[] {
  const was = propertiesOf(before);
  const becomes = propertiesOf(after);
  const keys = [...new Set([...was.keys(), ...becomes.keys()])].sort();
  return [
    ...FIELDS.flatMap(([field, key]) =>
      differing(field, { before: before[key], after: after[key] }),
    ),
    ...keys.flatMap(key =>
      differing(`EnvironmentProperties.${key}`, {
        before: was.get(key),
        after: becomes.get(key),
      }),
    ),
  ];
}

/** Values are redacted already, so a change between two secrets is not seen. */
function propertiesOf({ properties = [] }: ApplicationConfiguration) {
  return new Map(
    properties.flatMap(({ group, entries }) =>
      Object.entries(entries).map(
        ([key, value]) => [`${group}.${key}`, value] as const,
      ),
    ),
  );
}

type Value = string | number | boolean | undefined;

function differing(
  field: string,
  { before, after }: { before: Value; after: Value },
): PlannedChange[] {
  return before === after
    ? []
    : [
        {
          field,
          ...(before === undefined ? {} : { before: String(before) }),
          ...(after === undefined ? {} : { after: String(after) }),
        },
      ];
}
