import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0, 1),
      // Where three do not fit beside each other, the line goes below the number.
      [theme.breakpoints.down('xs')]: { flexWrap: 'wrap' },
      minWidth: 0,
      minHeight: 26,
    },
    label: { color: theme.palette.text.secondary, width: 112, flexShrink: 0 },
    spark: { width: 96, flexShrink: 0, lineHeight: 0 },
    value: { fontWeight: 600, margin: 0, overflowWrap: 'break-word' },
  }),
  { name: 'FlinkFigureCell' },
);

/** One number of the card with its direction. */
export function FigureCell(props: {
  label: string;
  spark?: ReactNode;
  children: ReactNode;
}) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <dt className={classes.label}>{props.label}</dt>
      <dd className={classes.value}>{props.children}</dd>
      {props.spark && (
        <dd className={classes.spark} style={{ margin: 0 }}>
          {props.spark}
        </dd>
      )}
    </div>
  );
}
