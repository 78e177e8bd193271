import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { placesRead } from './exceptionTexts';

const useStyles = makeStyles(
  theme => ({
    root: { color: theme.palette.text.secondary, overflowWrap: 'anywhere' },
    list: { margin: 0 },
  }),
  { name: 'FlinkLookedIn' },
);

/** Where one looked, and where one could not: an exception that is not listed may still have been thrown. */
export function LookedIn(props: { looks: readonly flinkApi.FaultLook[] }) {
  const { looks } = props;
  const classes = useStyles();
  const told = looks.filter(({ status, message }) =>
    status === 'read' ? message : status === 'unreadable' || message,
  );
  return (
    <div className={classes.root}>
      Looked in: {placesRead(looks) || 'nothing that could be read'}.
      {told.length > 0 && (
        <ul className={classes.list} aria-label="Where looking went amiss">
          {told.map(({ source, status, message }) => (
            <li key={source}>
              {lead(source, status)}
              {message ? `: ${message}` : '.'}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function lead(source: string, status: flinkApi.FaultLookStatusEnum): string {
  switch (status) {
    case 'unreadable':
      return `Could not read ${source}`;
    case 'notApplicable':
      return `${source} does not apply`;
    default:
      return source;
  }
}
