import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { useId } from 'react';
import { simpleClassName } from '../card';
import { StackText } from './StackText';

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `2px solid ${theme.palette.text.secondary}`,
      borderRadius: theme.shape.borderRadius,
      padding: theme.spacing(1.5, 2),
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.75),
      overflowWrap: 'anywhere',
      minWidth: 0,
    },
    what: { fontSize: '1rem' },
    quiet: { color: theme.palette.text.secondary, fontSize: '0.85rem' },
  }),
  { name: 'FlinkFirstFault' },
);

/** The failure that began the trouble, pinned above the noise that followed it. */
export function FirstFault(props: {
  fault: flinkApi.FirstFault;
  /** How many are like it in the range. */
  sameCount?: number;
}) {
  const { fault, sameCount } = props;
  const classes = useStyles();
  const titleId = useId();
  const { at, exceptionClass, message, stack, status } = fault;
  if (status === 'none') {
    return null;
  }
  return (
    <section className={classes.root} aria-labelledby={titleId}>
      <Typography id={titleId} variant="subtitle1" component="h3">
        <strong>
          {status === 'found' ? 'First fault' : 'First fault: cannot tell'}
        </strong>
        {at && (
          <>
            {' '}
            <RelativeTime at={at} show="short" /> (<RelativeTime at={at} />)
          </>
        )}
      </Typography>
      {exceptionClass && (
        <div className={classes.what}>
          <strong title={exceptionClass}>
            {simpleClassName(exceptionClass)}
          </strong>
          {message && `: ${message}`}
        </div>
      )}
      <div>
        {status === 'found' ? 'Why this one: ' : ''}
        {sentence(fault.reason)}
      </div>
      <Where fault={fault} />
      {sameCount !== undefined && sameCount > 1 && (
        <div className={classes.quiet}>
          {sameCount} of the same kind in this range, listed below.
        </div>
      )}
      {stack && <StackText stack={stack} subject="the first fault" />}
    </section>
  );
}

/** Since which checkpoint, in which part, on which machine, and who says so; what is not known is left out. */
function Where(props: { fault: flinkApi.FirstFault }) {
  const { at, afterCheckpointAt, task, taskManager, source } = props.fault;
  const classes = useStyles();
  const afterMs =
    at && afterCheckpointAt && Date.parse(at) - Date.parse(afterCheckpointAt);
  return (
    <div className={classes.quiet}>
      {afterCheckpointAt && (
        <>
          {typeof afterMs === 'number' && afterMs >= 0
            ? `${formatDurationMs(afterMs)} after the last completed checkpoint`
            : 'Last completed checkpoint'}
          {' ('}
          <RelativeTime at={afterCheckpointAt} show="clock" />
          {') · '}
        </>
      )}
      {[
        task ? `in ${task}` : at && 'operator not named',
        taskManager && `on ${taskManager}`,
        source && `from ${source}`,
      ]
        .filter(Boolean)
        .join(' · ')}
    </div>
  );
}

/** The backend writes it as the end of a sentence. */
function sentence(text: string): string {
  const trimmed = text.trim();
  const whole = trimmed.endsWith('.') ? trimmed : `${trimmed}.`;
  return whole.charAt(0).toLocaleUpperCase('en-US') + whole.slice(1);
}
