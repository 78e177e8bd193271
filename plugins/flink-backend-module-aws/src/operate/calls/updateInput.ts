import type {
  ApplicationConfigurationUpdate,
  RunConfigurationUpdate,
  RuntimeEnvironment,
  UpdateApplicationCommandInput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { FreshApplication } from '../target/FreshApplication';
import type { Binding } from './Binding';

/** Requests that become an UpdateApplication. */
export type UpdateRequest = Extract<
  ActionRequest,
  { kind: 'restart' | 'rescale' | 'upgrade' | 'restore' }
>;

/** An UpdateApplication that changes what the request names and keeps the rest. */
export function updateInput(
  request: UpdateRequest,
  fresh: FreshApplication,
  binding: Pick<Binding, 'versionId' | 'conditionalToken'>,
): UpdateApplicationCommandInput {
  const run = runConfigurationUpdate(request, fresh);
  const configuration = configurationUpdate(request);
  return {
    ApplicationName: fresh.name,
    // Exactly one of the two is accepted.
    ...(binding.conditionalToken
      ? { ConditionalToken: binding.conditionalToken }
      : { CurrentApplicationVersionId: binding.versionId }),
    ...(request.kind === 'upgrade' && request.flinkVersion !== undefined
      ? { RuntimeEnvironmentUpdate: runtimeOf(request.flinkVersion) }
      : {}),
    ...(configuration ? { ApplicationConfigurationUpdate: configuration } : {}),
    ...(run ? { RunConfigurationUpdate: run } : {}),
  };
}

/** AWS's word for a version of Flink: `2.2` is `FLINK-2_2`. The set grows with AWS, not with the SDK. */
export function runtimeOf(flinkVersion: string): RuntimeEnvironment {
  return `FLINK-${flinkVersion.replace('.', '_')}` as RuntimeEnvironment;
}

function configurationUpdate(
  request: UpdateRequest,
): ApplicationConfigurationUpdate | undefined {
  if (request.kind === 'rescale') {
    return {
      FlinkApplicationConfigurationUpdate: {
        ParallelismConfigurationUpdate: {
          // AWS changes neither value while it is DEFAULT.
          ConfigurationTypeUpdate: 'CUSTOM',
          ParallelismUpdate: request.parallelism,
          ...(request.parallelismPerKpu === undefined
            ? {}
            : { ParallelismPerKPUUpdate: request.parallelismPerKpu }),
        },
      },
    };
  }
  if (request.kind === 'upgrade' && request.artifact !== undefined) {
    return {
      ApplicationCodeConfigurationUpdate: {
        CodeContentUpdate: {
          // Never the bucket: whoever may upgrade must not bring code from elsewhere.
          S3ContentLocationUpdate: { FileKeyUpdate: request.artifact },
        },
      },
    };
  }
  return undefined;
}

/**
 * A running application restarts, so how it restores is said in full: an earlier restore from an older
 * snapshot must not be repeated, and an update that omits AllowNonRestoredState sets it to false. A
 * stopped one restores when it is started; there only the setting is kept.
 */
function runConfigurationUpdate(
  request: UpdateRequest,
  fresh: FreshApplication,
): RunConfigurationUpdate | undefined {
  const allow =
    request.kind === 'restore'
      ? request.allowNonRestoredState ?? fresh.allowsNonRestoredState
      : fresh.allowsNonRestoredState;
  const FlinkRunConfiguration = { AllowNonRestoredState: allow };
  if (fresh.facts.status !== 'RUNNING') {
    return allow ? { FlinkRunConfiguration } : undefined;
  }
  return {
    ApplicationRestoreConfiguration:
      request.kind === 'restore'
        ? {
            ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
            SnapshotName: request.snapshotName,
          }
        : { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' },
    FlinkRunConfiguration,
  };
}
