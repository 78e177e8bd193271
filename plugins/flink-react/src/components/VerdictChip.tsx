import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';
import { verdictColor } from '../colors';
import { VerdictIcon } from './VerdictIcon';

const MEANINGS: Readonly<Record<Verdict, string>> = {
  Healthy: 'Processing, checkpointing and keeping up; the data is fresh.',
  Degraded: 'Processing, but a rule is broken. Someone should look today.',
  Unhealthy:
    'Not processing, restarting in a loop, or unable to checkpoint. Look now.',
  Changing: 'An operation is in progress, within its expected time.',
  Stopped: 'Someone asked for it.',
  Unknown:
    'Could not be assessed: no permission, unreachable, or the data is too old.',
};

const useStyles = makeStyles(
  {
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 6,
      fontWeight: 600,
      whiteSpace: 'nowrap',
    },
    large: { fontSize: '1.15rem' },
    medium: { fontSize: '0.9rem' },
  },
  { name: 'FlinkVerdictChip' },
);

/** A verdict: shape, word and colour, always all three. @public */
export function VerdictChip(props: {
  verdict: Verdict;
  size?: 'medium' | 'large';
}) {
  const { verdict, size = 'medium' } = props;
  const classes = useStyles();
  const theme = useTheme();
  return (
    <span
      className={`${classes.root} ${classes[size]}`}
      style={{ color: verdictColor(verdict, theme.palette.type) }}
      title={MEANINGS[verdict]}
    >
      <VerdictIcon verdict={verdict} sizePx={size === 'large' ? 24 : 18} />
      {verdict}
    </span>
  );
}
