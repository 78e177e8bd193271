import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useEffect, useState, type ReactNode } from 'react';

/** A bare skeleton longer than this makes people wonder whether anything happens. */
const WORDS_AFTER_MS = 2_000;

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(1) },
    bar: {
      height: 16,
      borderRadius: 3,
      backgroundColor: theme.palette.action.hover,
    },
    words: { minHeight: 20 },
  }),
  { name: 'FlinkLoadingState' },
);

/**
 * Keeps the place of what is being read. The line for the words is there from the beginning, so
 * nothing jumps when they appear.
 */
export function LoadingState(props: {
  /** "the Flink applications of orders". */
  subject: string;
  rows?: number;
  /** What is being done, when it takes long; "Still reading …" unless given. */
  words?: ReactNode;
}) {
  const { subject, rows = 5, words } = props;
  const classes = useStyles();
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), WORDS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.root} aria-busy="true" data-testid="flink-loading">
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={row}
          className={classes.bar}
          style={{ width: `${90 - (row % 3) * 18}%` }}
        />
      ))}
      <div className={classes.words} role="status">
        {isSlow && (
          <Typography variant="body2">
            {words ?? `Still reading ${subject}.`}
          </Typography>
        )}
      </div>
    </div>
  );
}
