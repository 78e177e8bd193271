import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  { root: { overflow: 'auto' } },
  { name: 'FlinkScrollRegion' },
);

/** A wide table that scrolls by itself; it takes focus, since one must reach it by keyboard. */
export function ScrollRegion(props: {
  label: string;
  maxHeightPx?: number;
  children: ReactNode;
}) {
  const classes = useStyles();
  return (
    <div
      className={classes.root}
      style={{ maxHeight: props.maxHeightPx }}
      role="region"
      aria-label={props.label}
      tabIndex={0}
    >
      {props.children}
    </div>
  );
}
