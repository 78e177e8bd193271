import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { simpleClassName } from '../card';
import { StackText } from './StackText';

/** A loop over many machines names all of them; a few show that it is not one machine. */
const NAMES_SHOWN = 3;

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: {
      padding: theme.spacing(1.25, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
      '&:first-child': { borderTop: 0 },
    },
    quiet: { color: theme.palette.text.secondary, fontSize: '0.85rem' },
    first: {
      border: `1px solid ${theme.palette.text.secondary}`,
      borderRadius: 3,
      padding: '0 4px',
      fontSize: '0.8rem',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'FlinkExceptionGroups' },
);

/** Exceptions that are alike are one entry, with how often and from when to when. */
export function ExceptionGroups(props: {
  groups: readonly flinkApi.ExceptionGroup[];
  /** The group that the first fault belongs to. */
  firstFingerprint?: string;
}) {
  const { groups, firstFingerprint } = props;
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label="Exceptions, newest first">
      {groups.map(group => (
        <li key={group.fingerprint} className={classes.item}>
          <div>
            <strong>{group.count}×</strong>{' '}
            <strong title={group.exceptionClass}>
              {simpleClassName(group.exceptionClass)}
            </strong>
            {group.message && `: ${group.message}`}{' '}
            {group.fingerprint === firstFingerprint && (
              <span className={classes.first}>like the first fault</span>
            )}
          </div>
          <div className={classes.quiet}>
            first <RelativeTime at={group.firstAt} />, last{' '}
            <RelativeTime at={group.lastAt} />
            {group.tasks.length > 0 && ` · in ${few(group.tasks)}`}
            {group.taskManagers.length > 0 &&
              ` · on ${few(group.taskManagers)}`}
            {group.sources.length > 0 && ` · from ${group.sources.join(', ')}`}
          </div>
          {group.stack && (
            <StackText
              stack={group.stack}
              subject={`the newest ${simpleClassName(group.exceptionClass)}`}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function few(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  return names.length > NAMES_SHOWN
    ? `${shown} and ${names.length - NAMES_SHOWN} more`
    : shown;
}
