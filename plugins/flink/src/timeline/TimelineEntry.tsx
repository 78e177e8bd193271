import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import type { RefCallback } from 'react';
import { useLocation } from 'react-router-dom';
import { actionHref } from '../routes';
import { RuleLink } from '../rules/RuleLink';
import { entryFacts } from './entryFacts';
import { KindIcon } from './KindIcon';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.75, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      '&:first-child': { borderTop: 0 },
      '&:focus-visible': { outline: '2px solid currentColor' },
    },
    time: { width: 110, flexShrink: 0, color: theme.palette.text.secondary },
    body: { flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' },
    title: { display: 'flex', gap: theme.spacing(1), alignItems: 'flex-start' },
    icon: { lineHeight: 0, flexShrink: 0, width: 20 },
    quiet: { color: theme.palette.text.secondary, fontSize: '0.85rem' },
    planned: {
      border: `1px dashed ${theme.palette.text.secondary}`,
      borderRadius: 3,
      padding: '0 4px',
    },
  }),
  { name: 'FlinkTimelineEntry' },
);

/** One thing that happened: when, what, and how it went. */
export function TimelineEntry(props: {
  item: flinkApi.TimelineItem;
  /** To move focus to what was read last. */
  entryRef: RefCallback<HTMLLIElement>;
}) {
  const { item, entryRef } = props;
  const classes = useStyles();
  const { at, title, detail, verdict, ruleId, operation, actionId } = item;
  const { pathname, search } = useLocation();
  // The detail of an operation puts into words what the facts below say, but for its failure.
  const detailText = operation ? operation.failure : detail;
  return (
    <li ref={entryRef} tabIndex={-1} className={classes.root}>
      <span className={classes.time}>
        <RelativeTime at={at} />
      </span>
      <div className={classes.body}>
        <div className={classes.title}>
          <span className={classes.icon}>
            <KindIcon item={item} />
          </span>
          <span>
            {verdict && !title.includes(verdict) && (
              <strong>{verdict}: </strong>
            )}
            {actionId ? (
              <Link to={actionHref(`${pathname}${search}`, actionId)}>
                {title}
              </Link>
            ) : (
              title
            )}{' '}
            {ruleId && <RuleLink ruleId={ruleId} title={title} />}
          </span>
        </div>
        {detailText && <div>{detailText}</div>}
        <div className={classes.quiet}>
          {entryFacts(item).map((fact, index) => (
            <span key={fact}>
              {index > 0 && ' · '}
              <span
                className={fact === 'planned' ? classes.planned : undefined}
              >
                {fact}
              </span>
            </span>
          ))}
        </div>
      </div>
    </li>
  );
}
