import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { milestoneName } from './milestoneNames';

/** How a run ended, with its time or with the last milestone it came to. */
export function RunOutcome(props: { run: flinkApi.TemplateRun }) {
  const { outcome, milestones, startedAt, failure } = props.run;
  const last = milestones.at(-1);
  const checkpoint = milestones.find(({ id }) => id === 'firstCheckpoint');
  if (outcome === 'firstCheckpoint' && checkpoint) {
    return (
      <>
        First checkpoint after{' '}
        {formatDurationMs(Date.parse(checkpoint.at) - Date.parse(startedAt))}
      </>
    );
  }
  const came = last ? `after ${milestoneName(last.id)}` : 'before anything';
  const how = {
    firstCheckpoint: 'Ended',
    failed: 'Failed',
    timedOut: 'Gave up waiting',
    cancelled: 'Cancelled',
  }[outcome];
  return (
    <>
      {how} {came}
      {failure && <div>{failure}</div>}
    </>
  );
}
