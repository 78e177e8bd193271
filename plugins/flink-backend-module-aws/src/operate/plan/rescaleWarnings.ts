import type { PlanWarning } from '@flink-portal/backstage-plugin-flink-node';
import type { PlanInput } from './PlanInput';

/** Default quota "KPUs per Flink application" (L-3A88E041); it can be raised. */
const DEFAULT_KPU_QUOTA = 64;
/** MetricsLevel PARALLELISM is not available above it. */
const MAX_PARALLELISM_OF_METRICS = 64;
/** Flink's default maximum parallelism. */
const DEFAULT_MAX_PARALLELISM = 128;

/** What a new parallelism runs into. */
export function rescaleWarnings({
  request,
  fresh,
}: PlanInput): readonly PlanWarning[] {
  if (request.kind !== 'rescale') {
    return [];
  }
  const { configuration, detail } = fresh;
  const { parallelism } = request;
  const perKpu =
    request.parallelismPerKpu ?? configuration.parallelismPerKpu ?? 1;
  const kpus = Math.ceil(parallelism / perKpu);
  const type =
    detail.ApplicationConfigurationDescription
      ?.FlinkApplicationConfigurationDescription
      ?.ParallelismConfigurationDescription?.ConfigurationType;
  const warnings: PlanWarning[] = [];
  if (configuration.autoscalingEnabled) {
    warnings.push({
      code: 'autoscaling',
      severity: 'warning',
      message: `Autoscaling is on and will fight this: it doubles the parallelism when CPU is at 75 % for 15 min, and halves it when CPU is below 10 % for 6 h, though never below ${parallelism}.`,
    });
  }
  if (kpus > DEFAULT_KPU_QUOTA) {
    warnings.push({
      code: 'kpu-quota',
      severity: 'danger',
      message: `Parallelism ${parallelism} with ${perKpu} per KPU needs ${kpus} KPUs; AWS allows ${DEFAULT_KPU_QUOTA} per application unless the quota was raised, and then refuses this.`,
    });
  }
  if (parallelism > DEFAULT_MAX_PARALLELISM) {
    warnings.push({
      code: 'max-parallelism',
      severity: 'danger',
      message: `Parallelism ${parallelism} is above Flink’s default maximum of ${DEFAULT_MAX_PARALLELISM}: the job only starts if its code sets a higher one, and state made with a lower one cannot be restored.`,
    });
  }
  if (
    configuration.metricsLevel === 'PARALLELISM' &&
    parallelism > MAX_PARALLELISM_OF_METRICS
  ) {
    warnings.push({
      code: 'metrics-level',
      severity: 'danger',
      message: `The metrics level PARALLELISM is not possible above parallelism ${MAX_PARALLELISM_OF_METRICS}; AWS may refuse this.`,
    });
  }
  if (type === 'DEFAULT') {
    warnings.push({
      code: 'configuration-type',
      severity: 'info',
      message:
        'The parallelism is AWS’s default now; ConfigurationType becomes CUSTOM, and it no longer follows the default.',
    });
  }
  if (
    configuration.parallelismPerKpu !== undefined &&
    perKpu > configuration.parallelismPerKpu
  ) {
    warnings.push({
      code: 'parallelism-per-kpu',
      severity: 'warning',
      message: `ParallelismPerKPU rises from ${configuration.parallelismPerKpu} to ${perKpu}: each subtask gets less of a KPU’s 1 vCPU and 4 GB.`,
    });
  }
  return warnings;
}
