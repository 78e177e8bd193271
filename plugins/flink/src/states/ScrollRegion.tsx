import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  {
    root: {
      overflow: 'auto',
      // Backstage's theme breaks words in cells anywhere, as in "Kube rnete s".
      '& th, & td': { wordBreak: 'normal', overflowWrap: 'break-word' },
    },
  },
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
      // What scrolls and holds nothing focusable cannot be reached by keyboard otherwise.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {props.children}
    </div>
  );
}
