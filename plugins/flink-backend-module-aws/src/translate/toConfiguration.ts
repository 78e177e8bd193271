import type { ApplicationDetail } from '@aws-sdk/client-kinesis-analytics-v2';
import type { ApplicationConfiguration } from '@flink-portal/backstage-plugin-flink-common';
import type { ManagedConfig } from '../config/ManagedConfig';
import {
  redactProperties,
  type PropertyGroup,
} from '../redact/redactProperties';
import { flinkVersionOf } from './flinkVersionOf';
import { isoTime } from './isoTime';

// Source: "Flink settings" of the service's guide: with ConfigurationType DEFAULT these hold, whatever the code says.
const DEFAULT_CHECKPOINT_INTERVAL_MS = 60_000;

/** How an application is set up, from DescribeApplication. Properties are redacted. */
export function toConfiguration(
  detail: ApplicationDetail,
  redaction: ManagedConfig['redaction'],
): ApplicationConfiguration {
  const config = detail.ApplicationConfigurationDescription;
  const flink = config?.FlinkApplicationConfigurationDescription;
  const parallelism = flink?.ParallelismConfigurationDescription;
  const checkpoints = flink?.CheckpointConfigurationDescription;
  const code =
    config?.ApplicationCodeConfigurationDescription?.CodeContentDescription
      ?.S3ApplicationCodeLocationDescription;
  const groups = propertyGroupsOf(detail);
  const byDefault = checkpoints?.ConfigurationType === 'DEFAULT';

  return {
    workload:
      detail.ApplicationMode === 'INTERACTIVE' ? 'notebook' : 'streaming',
    flinkVersion: flinkVersionOf(detail.RuntimeEnvironment),
    flinkVersionVerbatim: detail.RuntimeEnvironment,
    parallelism: parallelism?.Parallelism,
    currentParallelism: parallelism?.CurrentParallelism,
    parallelismPerKpu: parallelism?.ParallelismPerKPU,
    autoscalingEnabled: parallelism?.AutoScalingEnabled,
    checkpointingEnabled:
      checkpoints?.CheckpointingEnabled ?? (byDefault ? true : undefined),
    checkpointIntervalMs:
      checkpoints?.CheckpointInterval ??
      (byDefault ? DEFAULT_CHECKPOINT_INTERVAL_MS : undefined),
    snapshotsEnabled:
      config?.ApplicationSnapshotConfigurationDescription?.SnapshotsEnabled,
    rollbackEnabled:
      config?.ApplicationSystemRollbackConfigurationDescription
        ?.RollbackEnabled,
    metricsLevel: flink?.MonitoringConfigurationDescription?.MetricsLevel,
    artifact: code?.FileKey,
    version: detail.ApplicationVersionId?.toString(),
    versionAt: isoTime(detail.ApplicationVersionCreateTimestamp),
    properties: groups && redactProperties(groups, redaction),
  };
}

/** Runtime properties as they are. They never leave this package unredacted. */
export function propertyGroupsOf(
  detail: ApplicationDetail,
): PropertyGroup[] | undefined {
  return detail.ApplicationConfigurationDescription?.EnvironmentPropertyDescriptions?.PropertyGroupDescriptions?.map(
    ({ PropertyGroupId, PropertyMap }) => ({
      group: PropertyGroupId ?? '',
      entries: PropertyMap ?? {},
    }),
  );
}
