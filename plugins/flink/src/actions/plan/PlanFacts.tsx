import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import type { ReactNode } from 'react';
import { useFactGrid } from '../useFactGrid';
import {
  costText,
  replayText,
  restorePointText,
  sentence,
  usualText,
} from './planTexts';

/** What follows from the change: how long, from where, how much again, how much money, each with its basis. */
export function PlanFacts(props: { plan: flinkApi.ActionPlan }) {
  const { plan } = props;
  const { duration, restorePoint, replay, cost } = plan;
  const classes = useFactGrid();
  const facts: Array<[string, ReactNode]> = [
    [
      plan.interrupts && !stops(plan.request.kind)
        ? 'Expected downtime'
        : 'Expected duration',
      `${usualText(duration)}. ${sentence(duration.basis)}`,
    ],
  ];
  if (restorePoint) {
    facts.push([
      'Goes on from',
      <>
        {restorePointText(restorePoint)}
        {restorePoint.at && (
          <>
            , <RelativeTime at={restorePoint.at} />
          </>
        )}
        . {restorePoint.message}
      </>,
    ]);
  }
  if (replay) {
    facts.push([
      'Input read again',
      `${replayText(replay)}. ${sentence(replay.basis)}`,
    ]);
  }
  if (cost) {
    facts.push(['Cost', `${costText(cost)}. ${sentence(cost.basis)}`]);
  }
  facts.push(['Version now', plan.version]);
  facts.push([
    'Valid',
    <>
      read <RelativeTime at={plan.createdAt} />, can be confirmed until{' '}
      <RelativeTime at={plan.expiresAt} show="clock" />
    </>,
  ]);
  return (
    <dl className={classes.root}>
      {facts.map(([name, value]) => (
        <FactLine key={name} name={name}>
          {value}
        </FactLine>
      ))}
    </dl>
  );
}

/** After these the job is down until somebody starts it: how long the call takes is no downtime. */
function stops(kind: flinkApi.ActionKind): boolean {
  return kind === 'stop' || kind === 'forceStop';
}

function FactLine(props: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
