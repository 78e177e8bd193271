import type {
  ApplicationConfiguration,
  UpdateApplicationCommandInput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { ManagedFleetMember } from '../../world';
import { hexOf } from '../../world/noise';
import { AwsError } from '../wire/awsError';
import type { Wire } from '../wire/wire';
import type { Configuration } from './applicationTypes';

type Requested = Wire<ApplicationConfiguration>;
type Update = Wire<UpdateApplicationCommandInput>;

const MAX_KPUS = 64;

function codeOf(bucketArn: string, fileKey: string) {
  return {
    CodeContentType: 'ZIPFILE' as const,
    CodeContentDescription: {
      CodeMD5: hexOf(fileKey, 128),
      CodeSize: 21_000_000 + (parseInt(hexOf(fileKey, 6), 16) % 30_000_000),
      S3ApplicationCodeLocationDescription: {
        BucketARN: bucketArn,
        FileKey: fileKey,
      },
    },
  };
}

/** What a fleet member looked like in one of its versions. */
export function memberConfiguration(
  member: ManagedFleetMember,
  versionId: number,
): Configuration {
  const release = `${1 + Math.floor(versionId / 20)}.${versionId % 20}.0`;
  const common = {
    EnvironmentPropertyDescriptions: {
      PropertyGroupDescriptions: Object.entries(member.properties).map(
        ([PropertyGroupId, PropertyMap]) => ({
          PropertyGroupId,
          PropertyMap: { ...PropertyMap },
        }),
      ),
    },
    ApplicationEncryptionConfigurationDescription: {
      KeyType: 'AWS_OWNED_KEY' as const,
    },
  };
  if (member.mode === 'INTERACTIVE') {
    return {
      ...common,
      ZeppelinApplicationConfigurationDescription: {
        MonitoringConfigurationDescription: { LogLevel: 'INFO' },
      },
      FlinkApplicationConfigurationDescription: {
        ParallelismConfigurationDescription: {
          ConfigurationType: 'CUSTOM',
          Parallelism: member.parallelism,
          ParallelismPerKPU: member.parallelismPerKpu,
          CurrentParallelism: member.parallelism,
          AutoScalingEnabled: false,
        },
      },
    };
  }
  const intervalMs = member.job.checkpointIntervalMs;
  return {
    ...common,
    ApplicationCodeConfigurationDescription: codeOf(
      `arn:aws:s3:::acme-flink-artifacts-${member.region}`,
      `${member.name}/${member.name}-${release}.jar`,
    ),
    RunConfigurationDescription: {
      ApplicationRestoreConfigurationDescription: {
        ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT',
      },
      FlinkRunConfigurationDescription: { AllowNonRestoredState: false },
    },
    FlinkApplicationConfigurationDescription: {
      CheckpointConfigurationDescription: {
        ConfigurationType: intervalMs === 60_000 ? 'DEFAULT' : 'CUSTOM',
        CheckpointingEnabled: true,
        CheckpointInterval: intervalMs,
        MinPauseBetweenCheckpoints: 5000,
      },
      MonitoringConfigurationDescription: {
        ConfigurationType: 'CUSTOM',
        MetricsLevel: member.metricsLevel,
        LogLevel: 'INFO',
      },
      ParallelismConfigurationDescription: {
        ConfigurationType: 'CUSTOM',
        Parallelism: member.parallelism,
        ParallelismPerKPU: member.parallelismPerKpu,
        CurrentParallelism: member.parallelism,
        AutoScalingEnabled: member.autoScalingEnabled,
      },
    },
    ApplicationSnapshotConfigurationDescription: {
      SnapshotsEnabled: member.snapshotsEnabled,
    },
    ApplicationSystemRollbackConfigurationDescription: {
      RollbackEnabled: member.rollbackEnabled,
    },
  };
}

/** The description of a configuration somebody asks for, with the service's defaults. */
export function requestedConfiguration(
  requested: Requested | undefined,
): Configuration {
  const flink = requested?.FlinkApplicationConfiguration;
  const checkpoints = flink?.CheckpointConfiguration;
  const customCheckpoints = checkpoints?.ConfigurationType === 'CUSTOM';
  const monitoring = flink?.MonitoringConfiguration;
  const parallelism = flink?.ParallelismConfiguration;
  const custom = parallelism?.ConfigurationType === 'CUSTOM';
  const location =
    requested?.ApplicationCodeConfiguration?.CodeContent?.S3ContentLocation;
  const configuration: Configuration = {
    RunConfigurationDescription: {
      FlinkRunConfigurationDescription: { AllowNonRestoredState: false },
    },
    FlinkApplicationConfigurationDescription: {
      CheckpointConfigurationDescription: {
        ConfigurationType: checkpoints?.ConfigurationType ?? 'DEFAULT',
        CheckpointingEnabled:
          (customCheckpoints ? checkpoints.CheckpointingEnabled : undefined) ??
          true,
        CheckpointInterval:
          (customCheckpoints ? checkpoints.CheckpointInterval : undefined) ??
          60_000,
        MinPauseBetweenCheckpoints:
          (customCheckpoints
            ? checkpoints.MinPauseBetweenCheckpoints
            : undefined) ?? 5000,
      },
      MonitoringConfigurationDescription: {
        ConfigurationType: monitoring?.ConfigurationType ?? 'DEFAULT',
        MetricsLevel: monitoring?.MetricsLevel ?? 'APPLICATION',
        LogLevel: monitoring?.LogLevel ?? 'INFO',
      },
      ParallelismConfigurationDescription: {
        ConfigurationType: parallelism?.ConfigurationType ?? 'DEFAULT',
        Parallelism: (custom ? parallelism.Parallelism : undefined) ?? 1,
        ParallelismPerKPU:
          (custom ? parallelism.ParallelismPerKPU : undefined) ?? 1,
        AutoScalingEnabled:
          (custom ? parallelism.AutoScalingEnabled : undefined) ?? true,
      },
    },
    ApplicationSnapshotConfigurationDescription: {
      SnapshotsEnabled:
        requested?.ApplicationSnapshotConfiguration?.SnapshotsEnabled ?? true,
    },
    ApplicationSystemRollbackConfigurationDescription: {
      RollbackEnabled:
        requested?.ApplicationSystemRollbackConfiguration?.RollbackEnabled ??
        false,
    },
    ApplicationEncryptionConfigurationDescription: {
      KeyType:
        requested?.ApplicationEncryptionConfiguration?.KeyType ??
        'AWS_OWNED_KEY',
    },
  };
  if (location?.BucketARN && location.FileKey) {
    configuration.ApplicationCodeConfigurationDescription = codeOf(
      location.BucketARN,
      location.FileKey,
    );
  }
  if (requested?.EnvironmentProperties) {
    configuration.EnvironmentPropertyDescriptions = {
      PropertyGroupDescriptions: requested.EnvironmentProperties.PropertyGroups,
    };
  }
  if (requested?.VpcConfigurations) {
    configuration.VpcConfigurationDescriptions =
      requested.VpcConfigurations.map((vpc, index) => ({
        VpcConfigurationId: `1.${index + 1}`,
        VpcId: `vpc-${hexOf(String(vpc.SubnetIds), 17)}`,
        SubnetIds: vpc.SubnetIds,
        SecurityGroupIds: vpc.SecurityGroupIds,
      }));
  }
  checkKpus(configuration);
  return configuration;
}

/**
 * A configuration with an update applied.
 *
 * @throws AwsError `InvalidArgumentException` for values that need CUSTOM, `LimitExceededException` past 64 KPUs.
 */
export function updatedConfiguration(
  before: Configuration,
  request: Update,
): Configuration {
  const after = structuredClone(before);
  const update = request.ApplicationConfigurationUpdate;
  const flink = update?.FlinkApplicationConfigurationUpdate;
  const described = after.FlinkApplicationConfigurationDescription;
  const merge = (
    target: object | undefined,
    changes: object | undefined,
    what: string,
  ) => {
    if (!target || !changes) {
      return;
    }
    const wanted = Object.fromEntries(
      Object.entries(changes).map(([key, value]) => [
        key.replace(/Update$/, ''),
        value,
      ]),
    );
    Object.assign(target, wanted);
    const type =
      'ConfigurationType' in target ? target.ConfigurationType : 'CUSTOM';
    if (
      type !== 'CUSTOM' &&
      Object.keys(wanted).some(key => key !== 'ConfigurationType')
    ) {
      throw new AwsError(
        'InvalidArgumentException',
        `${what} can only be changed when its ConfigurationType is CUSTOM`,
      );
    }
  };
  merge(
    described?.CheckpointConfigurationDescription,
    flink?.CheckpointConfigurationUpdate,
    'CheckpointConfiguration',
  );
  merge(
    described?.MonitoringConfigurationDescription,
    flink?.MonitoringConfigurationUpdate,
    'MonitoringConfiguration',
  );
  merge(
    described?.ParallelismConfigurationDescription,
    flink?.ParallelismConfigurationUpdate,
    'ParallelismConfiguration',
  );
  merge(
    after.ApplicationSnapshotConfigurationDescription,
    update?.ApplicationSnapshotConfigurationUpdate,
    'ApplicationSnapshotConfiguration',
  );
  merge(
    after.ApplicationSystemRollbackConfigurationDescription,
    update?.ApplicationSystemRollbackConfigurationUpdate,
    'ApplicationSystemRollbackConfiguration',
  );
  const location =
    update?.ApplicationCodeConfigurationUpdate?.CodeContentUpdate
      ?.S3ContentLocationUpdate;
  const code =
    after.ApplicationCodeConfigurationDescription?.CodeContentDescription
      ?.S3ApplicationCodeLocationDescription;
  if (location) {
    after.ApplicationCodeConfigurationDescription = codeOf(
      location.BucketARNUpdate ?? code?.BucketARN ?? '',
      location.FileKeyUpdate ?? code?.FileKey ?? '',
    );
  }
  if (update?.EnvironmentPropertyUpdates) {
    after.EnvironmentPropertyDescriptions = {
      PropertyGroupDescriptions:
        update.EnvironmentPropertyUpdates.PropertyGroups,
    };
  }
  const run = request.RunConfigurationUpdate;
  after.RunConfigurationDescription = {
    ApplicationRestoreConfigurationDescription:
      run?.ApplicationRestoreConfiguration ??
      before.RunConfigurationDescription
        ?.ApplicationRestoreConfigurationDescription,
    // An update that omits it sets it back to false (API reference).
    FlinkRunConfigurationDescription: {
      AllowNonRestoredState:
        run?.FlinkRunConfiguration?.AllowNonRestoredState ?? false,
    },
  };
  checkKpus(after);
  return after;
}

/** Allocated KPUs of a configuration at a parallelism. */
export function kpusOf(
  configuration: Configuration,
  parallelism: number,
): number {
  const perKpu =
    configuration.FlinkApplicationConfigurationDescription
      ?.ParallelismConfigurationDescription?.ParallelismPerKPU ?? 1;
  return Math.ceil(parallelism / perKpu);
}

/** The parallelism a configuration asks for. */
export function parallelismOf(configuration: Configuration): number {
  return (
    configuration.FlinkApplicationConfigurationDescription
      ?.ParallelismConfigurationDescription?.Parallelism ?? 1
  );
}

function checkKpus(configuration: Configuration): void {
  const kpus = kpusOf(configuration, parallelismOf(configuration));
  if (kpus > MAX_KPUS) {
    throw new AwsError(
      'LimitExceededException',
      `The application needs ${kpus} KPUs; the limit is ${MAX_KPUS} KPUs per application`,
    );
  }
}
