import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  RelativeTime,
  useApplicationExceptions,
  type ExceptionsRange,
} from '@flink-portal/backstage-plugin-flink-react';
import { useState } from 'react';
import { DataFrame, EmptySentence } from '../states';
import { ExceptionsAnswer } from './ExceptionsAnswer';
import { rangeText } from './exceptionTexts';
import { RangeChoice } from './RangeChoice';
import { useExceptionsRange } from './useExceptionsRange';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
    },
  }),
  { name: 'FlinkExceptionsSection' },
);

/**
 * What was thrown, with the first fault pinned. Looking asks Flink and logs, so it begins when somebody
 * opens this, says what it does, and can be given up.
 */
export function ExceptionsSection(props: { id: string; name: string }) {
  const { id, name } = props;
  const classes = useStyles();
  const [range, setRange] = useExceptionsRange();
  const [cancelled, setCancelled] = useState<ExceptionsRange>();
  const isCancelled = cancelled === range;
  const read = useApplicationExceptions(id, isCancelled ? undefined : range);
  const isWaiting = !isCancelled && !read.data && !read.error;
  const look = (next: ExceptionsRange) => {
    setCancelled(undefined);
    setRange(next);
  };
  return (
    <div className={classes.root}>
      <div className={classes.bar}>
        <RangeChoice range={range} onChange={look} />
        {isWaiting && (
          <Button size="small" onClick={() => setCancelled(range)}>
            Cancel
          </Button>
        )}
        {!isCancelled && read.data && read.readAtMs !== undefined && (
          <>
            <span>
              Looked <RelativeTime at={read.readAtMs} />.
            </span>
            <Button size="small" onClick={read.refresh}>
              Look again
            </Button>
          </>
        )}
      </div>
      {isCancelled ? (
        <div>
          <EmptySentence>
            Not looked: it was cancelled. Nothing is known of exceptions in{' '}
            {rangeText(range)}.
          </EmptySentence>
          <Button
            size="small"
            variant="outlined"
            onClick={() => setCancelled(undefined)}
          >
            Look for exceptions
          </Button>
        </div>
      ) : (
        <DataFrame
          read={read}
          subject={`the exceptions of ${name}`}
          rows={6}
          slowWords={`Still looking for exceptions of the last ${rangeText(
            range,
          )} in Flink and its logs. Searching logs may take a minute; this page can be left meanwhile.`}
        >
          {answer => <ExceptionsAnswer answer={answer} range={range} />}
        </DataFrame>
      )}
    </div>
  );
}
