import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { Fragment, type ReactNode } from 'react';
import { personName } from '../../card/personName';
import { useFactGrid } from '../useFactGrid';
import { askedBy } from './followTexts';

/** Who asked, who decided, why, when, and which versions. */
export function ActionFacts(props: { action: flinkApi.Action }) {
  const { action } = props;
  const classes = useFactGrid();
  const { decidedBy, decidedAt, versionBefore, versionAfter } = action;
  const facts: Array<[string, ReactNode]> = [
    [
      'Asked for by',
      <>
        {askedBy(action)}, <RelativeTime at={action.requestedAt} />
      </>,
    ],
  ];
  if (action.reason) {
    facts.push(['Reason', action.reason]);
  }
  if (decidedBy) {
    facts.push([
      'Decided by',
      <>
        {personName(decidedBy)}
        {decidedAt && (
          <>
            , <RelativeTime at={decidedAt} />
          </>
        )}
        {action.decisionReason && `: ${action.decisionReason}`}
      </>,
    ]);
  }
  if (action.expiresAt && !action.sentAt && !action.endedAt) {
    facts.push(['Expires', <RelativeTime at={action.expiresAt} />]);
  }
  if (action.sentAt) {
    facts.push(['Sent', <RelativeTime at={action.sentAt} show="clock" />]);
  }
  if (action.endedAt) {
    facts.push(['Ended', <RelativeTime at={action.endedAt} show="clock" />]);
  }
  if (versionBefore) {
    facts.push([
      'Version',
      versionAfter ? `${versionBefore} → ${versionAfter}` : versionBefore,
    ]);
  }
  if (action.operationId) {
    facts.push(["The runtime's operation", <code>{action.operationId}</code>]);
  }
  return (
    <dl className={classes.root}>
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
