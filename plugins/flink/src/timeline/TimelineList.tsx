import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  describeError,
  RelativeTime,
} from '@flink-portal/backstage-plugin-flink-react';
import { useRef } from 'react';
import { DataFrame, EmptySentence } from '../states';
import { TimelineEntry } from './TimelineEntry';
import { KIND_PLURALS } from './timelineKinds';
import { useTimelinePages } from './useTimelinePages';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    more: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
  }),
  { name: 'FlinkTimelineList' },
);

/** The items of the chosen kinds, and the way to what is older. Key it by application and kinds. */
export function TimelineList(props: {
  id: string;
  name: string;
  kinds: readonly flinkApi.TimelineKind[];
}) {
  const { id, name, kinds } = props;
  const classes = useStyles();
  const pages = useTimelinePages(id, kinds);
  const { newest, items, hasOlder, isReadingOlder, olderError } = pages;
  const entries = useRef(new Map<string, HTMLLIElement>());
  const subject = `the timeline of ${name}`;

  const showOlder = async () => {
    const firstNew = await pages.showOlder();
    // With the last page the button goes away; focus must not go with it.
    requestAnimationFrame(() => {
      if (firstNew) {
        entries.current.get(firstNew)?.focus();
      }
    });
  };

  return (
    <DataFrame
      read={{ ...newest, data: newest.isPrevious ? undefined : newest.data }}
      subject={subject}
      rows={4}
    >
      {({ from }) =>
        items.length === 0 ? (
          <EmptySentence>
            {nothingOf(kinds)} since <RelativeTime at={from} />. What the portal
            sees from now on will stand here.
          </EmptySentence>
        ) : (
          <>
            <ol className={classes.list} aria-label={`Timeline of ${name}`}>
              {items.map(item => (
                <TimelineEntry
                  key={item.id}
                  item={item}
                  entryRef={element => {
                    if (element) {
                      entries.current.set(item.id, element);
                    } else {
                      entries.current.delete(item.id);
                    }
                  }}
                />
              ))}
            </ol>
            <div className={classes.more}>
              {hasOlder ? (
                <Button
                  size="small"
                  variant="outlined"
                  onClick={showOlder}
                  disabled={isReadingOlder}
                >
                  Show older
                </Button>
              ) : (
                <EmptySentence>
                  Nothing older than this since <RelativeTime at={from} />.
                </EmptySentence>
              )}
              <span role="status">
                {isReadingOlder && 'Reading what is older.'}
                {olderError &&
                  `${
                    describeError(olderError, subject, 'detail').title
                  }. What is above stays.`}
              </span>
            </div>
          </>
        )
      }
    </DataFrame>
  );
}

function nothingOf(kinds: readonly flinkApi.TimelineKind[]): string {
  return kinds.length === 0
    ? 'Nothing happened'
    : `No ${kinds
        .map(kind => KIND_PLURALS[kind].toLocaleLowerCase('en-US'))
        .join(', ')}`;
}
