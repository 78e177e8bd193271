import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  describeError,
  RelativeTime,
  useSources,
} from '@flink-portal/backstage-plugin-flink-react';
import { rootRouteRef } from '../routes';

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      padding: theme.spacing(1, 2),
      overflowWrap: 'anywhere',
    },
    list: { margin: 0, paddingLeft: theme.spacing(2) },
  }),
  { name: 'FlinkSourceBanner' },
);

/** Says when the list may be smaller than the truth: a source that did not answer is Unknown. */
export function SourceBanner() {
  const classes = useStyles();
  const rootRoute = useRouteRef(rootRouteRef);
  const { data, error } = useSources();
  if (!data) {
    return error ? (
      <div className={classes.root} role="note">
        Whether every source answered is not known:{' '}
        {describeError(error, 'the sources').title}.
      </div>
    ) : null;
  }
  const troubled = data.items.filter(({ status }) => status !== 'ok');
  if (troubled.length === 0) {
    return null;
  }
  const answered = data.items.length - troubled.length;
  return (
    <div className={classes.root} role="note">
      <strong>
        {answered} of {data.items.length} sources answered.
      </strong>
      <ul className={classes.list}>
        {troubled.map(({ id, title, status, error: problem, lastGoodAt }) => (
          <li key={id}>
            {title} is Unknown: {whyUnknown(status, problem?.message)}{' '}
            {lastGoodAt && (
              <>
                Last read <RelativeTime at={lastGoodAt} />.
              </>
            )}
          </li>
        ))}
      </ul>
      {rootRoute && <Link to={`${rootRoute()}/sources`}>All sources</Link>}
    </div>
  );
}

/** One sentence with one full stop: messages of the backend bring their own. */
function whyUnknown(status: string, message?: string): string {
  if (message) {
    return message.endsWith('.') ? message : `${message}.`;
  }
  return status === 'pending' ? 'it has not been read so far.' : `${status}.`;
}
