import BugReportIcon from '@material-ui/icons/BugReportOutlined';
import BuildIcon from '@material-ui/icons/BuildOutlined';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import ReplayIcon from '@material-ui/icons/Replay';
import SyncProblemIcon from '@material-ui/icons/SyncProblem';
import TouchAppIcon from '@material-ui/icons/TouchAppOutlined';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { VerdictIcon } from '@flink-portal/backstage-plugin-flink-react';

/** The shape of what happened; the word stands beside it. */
export function KindIcon(props: { item: flinkApi.TimelineItem }) {
  const { kind, verdict } = props.item;
  const look = { fontSize: 'small', color: 'action' } as const;
  switch (kind) {
    case 'verdict':
      return <VerdictIcon verdict={verdict ?? 'Unknown'} />;
    case 'action':
      return <TouchAppIcon {...look} aria-hidden="true" />;
    case 'operation':
      return <BuildIcon {...look} aria-hidden="true" />;
    case 'restart':
      return <ReplayIcon {...look} aria-hidden="true" />;
    case 'failedCheckpoint':
      return <SyncProblemIcon {...look} aria-hidden="true" />;
    case 'fault':
      return <BugReportIcon {...look} aria-hidden="true" />;
    default:
      return <InfoIcon {...look} aria-hidden="true" />;
  }
}
