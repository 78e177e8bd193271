import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { parallelismText } from '../card';

const onOff = (value: boolean | undefined) => {
  if (value === undefined) {
    return undefined;
  }
  return value ? 'on' : 'off';
};

/** How the application is set up, as pairs of name and value; what is not known is left out. */
export function configurationFacts(
  application: flinkApi.ApplicationDetail,
): Array<[name: string, value: string]> {
  const configuration = application.configuration ?? {};
  const interval = configuration.checkpointIntervalMs;
  const facts: Array<[string, string | undefined]> = [
    [
      'Flink version',
      configuration.flinkVersionVerbatim ?? application.flinkVersion,
    ],
    ['Parallelism', parallelismText(application)],
    ['Parallelism per KPU', configuration.parallelismPerKpu?.toString()],
    ['Autoscaling', onOff(configuration.autoscalingEnabled)],
    ['Checkpointing', onOff(configuration.checkpointingEnabled)],
    [
      'Checkpoint interval',
      interval === undefined ? undefined : formatDurationMs(interval),
    ],
    ['Snapshots', onOff(configuration.snapshotsEnabled)],
    ['Rollback', onOff(configuration.rollbackEnabled)],
    ['Upgrade mode', configuration.upgradeMode],
    ['Metrics level', configuration.metricsLevel],
    ['Artifact', configuration.artifact],
    ['Version', configuration.version],
    ['Source', application.sourceId],
    ['Environment', application.environment],
    ['Tier', application.tier],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}
