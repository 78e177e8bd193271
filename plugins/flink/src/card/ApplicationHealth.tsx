import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  coarseDuration,
  locationLabel,
  locationText,
  RelativeTime,
  runtimeName,
  StateFields,
  UnreadableNote,
  useNow,
  VerdictChip,
} from '@flink-portal/backstage-plugin-flink-react';
import { useState } from 'react';
import { ActionMenu, InFlightBanner } from '../actions';
import { OwnershipNote } from '../claims';
import { sectionHref } from '../routes';
import { ApplicationFacts } from './ApplicationFacts';
import { ChangeLine } from './ChangeLine';
import { Figures } from './Figures';
import { figuresSentence } from './figureTexts';
import { FirstFaultLine } from './FirstFaultLine';
import { Reason } from './Reason';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1.25),
      minWidth: 0,
    },
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1.5),
    },
    place: {
      marginLeft: 'auto',
      color: theme.palette.text.secondary,
      fontSize: '0.85rem',
      overflowWrap: 'anywhere',
    },
    quiet: { color: theme.palette.text.secondary, fontSize: '0.85rem' },
  }),
  { name: 'FlinkApplicationHealth' },
);

/**
 * One application in five seconds: is it broken, since when, why, what to do, what changed, can this
 * be trusted. A healthy one takes three lines, because a healthy page must look calm.
 */
export function ApplicationHealth(props: {
  application: flinkApi.ApplicationSummary;
  /** Where the details stand; absent where this is shown beside them. */
  detailsHref?: string;
  /** The address of the page itself, where this is shown on it. */
  pageHref?: string;
  /** Where the exceptions stand; a section of the details unless given. */
  exceptionsHref?: string;
  /** Show every line even when healthy. */
  isExpanded?: boolean;
}) {
  const { application, detailsHref, pageHref, isExpanded = false } = props;
  const exceptionsHref =
    props.exceptionsHref ??
    (detailsHref && sectionHref(detailsHref, 'exceptions'));
  const classes = useStyles();
  const now = useNow();
  const [wantsMore, setWantsMore] = useState(false);
  const isCalm = application.verdict === 'Healthy' && !isExpanded && !wantsMore;

  return (
    <div className={classes.root} data-testid="flink-application-health">
      <HeadLine application={application} now={now} />
      <InFlightBanner
        applicationId={application.id}
        href={pageHref ?? detailsHref}
      />
      {isCalm ? (
        <span>{figuresSentence(application.figures, now)}</span>
      ) : (
        <>
          <StateFields state={application.state} />
          <Why application={application} moreHref={detailsHref} />
          {application.firstFault && (
            <FirstFaultLine
              fault={application.firstFault}
              href={exceptionsHref}
            />
          )}
          <Figures figures={application.figures} />
          {application.lastChange && (
            <ChangeLine change={application.lastChange} />
          )}
          <ApplicationFacts application={application} />
        </>
      )}
      <UnreadableNote parts={application.unreadable} />
      <OwnershipNote application={application} showsConfirmed={isExpanded} />
      <div className={classes.line}>
        {isCalm && <StateFields state={application.state} />}
        <span className={classes.quiet}>
          {application.observedAt ? (
            <>
              as of <RelativeTime at={application.observedAt} show="clock" />
            </>
          ) : (
            'never read so far'
          )}
        </span>
        {detailsHref && (
          <Link to={detailsHref} aria-label={`Details of ${application.name}`}>
            Details
          </Link>
        )}
        <ActionMenu application={application} />
        {application.verdict === 'Healthy' && !isExpanded && (
          <Button
            size="small"
            onClick={() => setWantsMore(!wantsMore)}
            aria-expanded={wantsMore}
          >
            {wantsMore ? 'Show less' : 'Show figures'}
          </Button>
        )}
      </div>
    </div>
  );
}

function HeadLine(props: {
  application: flinkApi.ApplicationSummary;
  now: Date;
}) {
  const { application, now } = props;
  const { verdict, since, environment, runtime, scope } = application;
  const classes = useStyles();
  return (
    <div className={classes.line}>
      <VerdictChip verdict={verdict} size="large" />
      <span>
        since <RelativeTime at={since} show="short" /> (
        {coarseDuration(Math.max(0, now.getTime() - Date.parse(since)))})
      </span>
      <span className={classes.place} title={locationLabel(runtime, scope)}>
        {[environment, runtimeName(runtime), locationText(scope)]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  );
}

/** The top reason; a verdict without a finding still gets its sentence. */
function Why(props: {
  application: flinkApi.ApplicationSummary;
  moreHref?: string;
}) {
  const { topFinding, findingCount, verdict, unreadable } = props.application;
  if (topFinding) {
    return (
      <Reason
        finding={topFinding}
        findingCount={findingCount}
        moreHref={props.moreHref}
      />
    );
  }
  switch (verdict) {
    case 'Healthy':
      return <div>No rule is broken.</div>;
    case 'Stopped':
      return <div>It does not run because it was asked to stop.</div>;
    case 'Changing':
      return <div>An operation is in progress, within its expected time.</div>;
    case 'Unknown':
      return (
        <div>
          {unreadable.length > 0
            ? 'Health could not be assessed, because of what could not be read:'
            : 'Health could not be assessed: there is not enough fresh data.'}
        </div>
      );
    default:
      return <div>The reason was not given by the backend.</div>;
  }
}
