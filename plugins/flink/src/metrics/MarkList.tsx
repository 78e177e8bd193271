import { makeStyles } from '@material-ui/core/styles';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { MARK_LETTERS, MARK_WORDS, type ChartMark } from './chartMarks';

/** More than these push the charts off the screen. */
const SHOWN_OPEN = 6;

const useStyles = makeStyles(
  theme => ({
    list: {
      margin: 0,
      padding: 0,
      listStyle: 'none',
      overflowWrap: 'anywhere',
    },
    letter: {
      display: 'inline-block',
      width: 18,
      textAlign: 'center',
      border: `1px solid ${theme.palette.text.secondary}`,
      borderRadius: 3,
      fontSize: '0.75rem',
      marginRight: 6,
    },
  }),
  { name: 'FlinkMarkList' },
);

/** What the letters on the charts are of. */
export function MarkList(props: { marks: readonly ChartMark[] }) {
  const { marks } = props;
  const classes = useStyles();
  if (marks.length === 0) {
    return null;
  }
  const list = (
    <ul className={classes.list}>
      {marks.map(({ id, kind, atMs, untilMs, text, isPlanned }) => (
        <li key={id}>
          <span className={classes.letter} aria-hidden="true">
            {MARK_LETTERS[kind]}
          </span>
          <RelativeTime at={atMs} show="short" />
          {untilMs !== undefined && (
            <>
              {' to '}
              <RelativeTime at={untilMs} show="short" />
            </>
          )}{' '}
          {MARK_WORDS[kind]}: {text}
          {!text.includes('planned') &&
            ` · ${isPlanned ? 'planned' : 'not planned'}`}
        </li>
      ))}
    </ul>
  );
  return marks.length <= SHOWN_OPEN ? (
    <div>
      Marked on the charts:
      {list}
    </div>
  ) : (
    <details>
      <summary>
        Marked on the charts: {marks.length} changes and restarts
      </summary>
      {list}
    </details>
  );
}
