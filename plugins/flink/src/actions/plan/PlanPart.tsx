import Typography from '@material-ui/core/Typography';
import { useId, type ReactNode } from 'react';

/** One titled part of a plan. */
export function PlanPart(props: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Typography id={id} variant="subtitle2" component="h3">
        {props.title}
      </Typography>
      {props.children}
    </section>
  );
}
