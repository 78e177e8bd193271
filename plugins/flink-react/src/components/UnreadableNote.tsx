import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from './RelativeTime';

const PART_WORDS: Readonly<Record<flinkApi.PartStatusPartEnum, string>> = {
  state: 'the state',
  configuration: 'the configuration',
  jobs: 'the jobs',
  metrics: 'metrics',
  operations: 'operations',
  snapshots: 'snapshots',
  events: 'events',
};

const REASON_WORDS: Readonly<Record<flinkApi.UnreadableReason, string>> = {
  denied: 'access is denied',
  unreachable: 'the far side does not answer',
  throttled: 'the far side is limiting our calls',
  timeout: 'the answer took too long',
  invalid: 'the answer could not be understood',
  budget: 'the monthly budget for metric reads is used up',
  failed: 'the read failed',
};

const useStyles = makeStyles(
  {
    root: {
      fontSize: '0.85rem',
      margin: 0,
      paddingLeft: 0,
      listStyle: 'none',
      overflowWrap: 'anywhere',
    },
  },
  { name: 'FlinkUnreadableNote' },
);

/** The parts of an application that could not be read, with reason and age. @public */
export function UnreadableNote(props: {
  parts: readonly flinkApi.PartStatus[];
}) {
  const classes = useStyles();
  const unreadable = props.parts.filter(part => part.status === 'unreadable');
  if (unreadable.length === 0) {
    return null;
  }
  return (
    <ul className={classes.root} aria-label="Could not be read">
      {unreadable.map(part => (
        <li key={part.part}>
          Cannot read {PART_WORDS[part.part] ?? part.part}:{' '}
          {REASON_WORDS[part.reason ?? 'failed']}
          {part.message && ` (${part.message})`}.{' '}
          {part.lastGoodAt ? (
            <>
              Last read <RelativeTime at={part.lastGoodAt} />.
            </>
          ) : (
            'Never read so far.'
          )}
        </li>
      ))}
    </ul>
  );
}
