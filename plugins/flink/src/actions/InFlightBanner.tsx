import { Link } from '@backstage/core-components';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import {
  formatDurationMs,
  isWaiting,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  roleColor,
  useAllowedActions,
} from '@flink-portal/backstage-plugin-flink-react';
import { actionHref } from '../routes';
import { ACTION_LABELS, statusText } from './actionWords';
import { askedBy, lengthText } from './follow/followTexts';
import { useSeconds } from './follow/useSeconds';

const useStyles = makeStyles(
  { sign: { fontWeight: 600 } },
  { name: 'FlinkInFlightBanner' },
);

/** That an action is in flight on an application, whoever started it, with the way to follow it. */
export function InFlightBanner(props: {
  applicationId: string;
  /** The address of the application's page. */
  href?: string;
}) {
  const { applicationId, href } = props;
  const classes = useStyles();
  const theme = useTheme();
  const action = useAllowedActions(applicationId).data?.inFlight;
  const nowMs = useSeconds(action !== undefined);
  if (!action) {
    return null;
  }
  return (
    <div>
      <span
        className={classes.sign}
        style={{ color: roleColor('info', theme.palette.type) }}
        aria-hidden="true"
      >
        ◐{' '}
      </span>
      {bannerText(action, nowMs)}{' '}
      {href && (
        <Link
          to={actionHref(href, action.id)}
          aria-label={`Follow: ${action.title}`}
        >
          Follow
        </Link>
      )}
    </div>
  );
}

/** `Rescale by kira, 40 s, usually 2 min.` */
export function bannerText(action: flinkApi.Action, nowMs: number): string {
  const { request, status, sentAt, requestedAt, duration } = action;
  const what = `${ACTION_LABELS[request.kind]} by ${askedBy(action)}`;
  if (isWaiting(status)) {
    return `${what} ${statusText(status)}.`;
  }
  const elapsed = lengthText(nowMs - Date.parse(sentAt ?? requestedAt));
  return `${what}, ${elapsed}, usually ${formatDurationMs(duration.medianMs)}${
    status === 'overdue' ? '; longer than its worst usual time' : ''
  }.`;
}
