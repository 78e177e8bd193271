import { Button, CircularProgress, Typography } from '@material-ui/core';
import { ResponseError } from '@backstage/errors';
import type { PlatformStandards } from '@flink-portal/backstage-plugin-flink-common';
import {
  describeError,
  useStandards,
} from '@flink-portal/backstage-plugin-flink-react';
import type { ReactElement } from 'react';

/** Shows a field once the platform's standards are there; without them no field can offer anything. */
export function StandardsFrame(props: {
  /** What waits, for example "regions". */
  what: string;
  children: (standards: PlatformStandards) => ReactElement;
}) {
  const { data, error, refresh } = useStandards();
  if (data) {
    return props.children(data);
  }
  if (!error) {
    return (
      <Typography
        variant="body2"
        color="textSecondary"
        component="div"
        role="status"
      >
        <CircularProgress size={14} aria-hidden /> Reading the platform’s{' '}
        {props.what} …
      </Typography>
    );
  }
  const missing = error instanceof ResponseError && error.statusCode === 404;
  const { title, text } = missing
    ? {
        title: 'This portal has no Flink standards',
        text: 'Without them nothing can be created. Ask your platform team to set flink.standards in the portal’s configuration.',
      }
    : describeError(error, `the platform’s ${props.what}`, 'detail');
  return (
    <div role="alert">
      <Typography variant="body2" color="error">
        {title}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {text}
      </Typography>
      {!missing && (
        <Button size="small" onClick={refresh}>
          Try again
        </Button>
      )}
    </div>
  );
}
