import type { PlanWarning } from '@flink-portal/backstage-plugin-flink-node';
import { configured } from '../../resources';
import { isReactive, slotsOf } from '../patch/rescaleSpec';
import type { FreshDeployment } from '../target/FreshDeployment';

// Source: Flink, KeyGroupRangeAssignment: the lowest maximum a job gets when it sets none.
const LOWEST_DEFAULT_MAXIMUM = 128;

/** What another parallelism runs into. */
export function rescaleWarnings(
  fresh: FreshDeployment,
  parallelism: number,
): PlanWarning[] {
  const { spec } = fresh.view;
  const warnings: PlanWarning[] = [];
  const add = (
    code: string,
    severity: PlanWarning['severity'],
    message: string,
  ) => warnings.push({ code, severity, message });
  if (
    configured(
      spec,
      'job.autoscaler.enabled',
      'kubernetes.operator.job.autoscaler.enabled',
    ) === 'true'
  ) {
    add(
      'autoscaler-on',
      'warning',
      'The operator’s autoscaler is on: it decides the parallelism of each vertex by itself and will undo this. Its decisions are in a ConfigMap, not in .spec.',
    );
  }
  if (configured(spec, 'pipeline.jobvertex-parallelism-overrides')) {
    add(
      'vertex-overrides',
      'warning',
      'pipeline.jobvertex-parallelism-overrides is set: vertices named there keep the parallelism it says.',
    );
  }
  const maximum = Number(configured(spec, 'pipeline.max-parallelism'));
  if (maximum > 0 && parallelism > maximum) {
    add(
      'beyond-max-parallelism',
      'danger',
      `pipeline.max-parallelism is ${maximum}: Flink refuses to run the job with ${parallelism}, and it fails after the redeploy.`,
    );
  } else if (!(maximum > 0) && parallelism > LOWEST_DEFAULT_MAXIMUM) {
    add(
      'beyond-max-parallelism',
      'warning',
      `The job may have been started with a maximum parallelism of ${LOWEST_DEFAULT_MAXIMUM}, Flink’s lowest default, which its state keeps for ever. Beyond it a restore fails.`,
    );
  }
  if (spec.mode !== 'standalone') {
    add(
      'native-rescale-redeploys',
      'info',
      'In native mode another parallelism redeploys the whole application. Only the autoscaler rescales in place, by overrides for each vertex.',
    );
  } else if (isReactive(fresh)) {
    add(
      'reactive-in-place',
      'info',
      'The scheduler is reactive: TaskManagers are added or removed, and Flink restarts the job from its newest checkpoint without a redeploy.',
    );
  } else if (spec.taskManager?.replicas !== undefined) {
    add(
      'standalone-replicas',
      'info',
      `In standalone mode spec.taskManager.replicas decides: ${
        parallelism / slotsOf(fresh)
      } TaskManagers of ${slotsOf(fresh)} slots.`,
    );
  }
  return warnings;
}
