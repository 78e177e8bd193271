import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';

/** An empty list says why it is empty and what comes next. */
export function EmptySentence(props: { children: ReactNode }) {
  return (
    <Typography variant="body2" color="textSecondary" component="p">
      {props.children}
    </Typography>
  );
}
