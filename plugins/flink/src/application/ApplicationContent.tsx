import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useApplication } from '@flink-portal/backstage-plugin-flink-react';
import { useId, useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import { ActionDialogHost, ActionsSection, useActionAddress } from '../actions';
import { VerdictAnnouncer } from '../announce/VerdictAnnouncer';
import { ApplicationHealth } from '../card';
import { ExceptionsSection } from '../exceptions';
import { MetricsSection } from '../metrics';
import { sectionHref, type Section } from '../routes';
import { DataFrame } from '../states';
import { EventsSection } from './EventsSection';
import { OperationsSection } from './OperationsSection';
import { OverviewSection } from './OverviewSection';
import { sectionsOf, sectionTitle } from './sections';
import { SnapshotsSection } from './SnapshotsSection';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
    },
    paper: { padding: theme.spacing(2), minWidth: 0 },
    panel: { paddingTop: theme.spacing(2) },
  }),
  { name: 'FlinkApplicationContent' },
);

/** Everything about one application: its health, then the sections. Key it by the id. */
export function ApplicationContent(props: { id: string }) {
  const { id } = props;
  const classes = useStyles();
  const read = useApplication(id);
  const { data } = read;
  const judged = useMemo(() => (data ? [data] : []), [data]);
  const { pathname, search } = useLocation();
  return (
    <div className={classes.root}>
      <VerdictAnnouncer applications={judged} />
      <DataFrame read={read} subject={data?.name ?? id} rows={8} showsVerdict>
        {application => (
          <>
            <Paper className={classes.paper}>
              <Typography variant="h5" component="h2" gutterBottom>
                {application.name}
              </Typography>
              <ApplicationHealth
                application={application}
                exceptionsHref={sectionHref(
                  `${pathname}${search}`,
                  'exceptions',
                )}
                pageHref={`${pathname}${search}`}
                isExpanded
              />
            </Paper>
            <ActionDialogHost applications={[application]} />
            <Sections application={application} />
          </>
        )}
      </DataFrame>
    </div>
  );
}

function Sections(props: { application: flinkApi.ApplicationDetail }) {
  const { application } = props;
  const classes = useStyles();
  const idPrefix = useId();
  const [params, setParams] = useSearchParams();
  const sections = sectionsOf(application);
  const { followedId } = useActionAddress();
  const section =
    sections.find(known => known === params.get('section')) ??
    (followedId ? 'actions' : 'overview');
  const open = (next: Section) =>
    setParams(
      current => {
        const changed = new URLSearchParams(current);
        changed.set('section', next);
        return changed;
      },
      { replace: true },
    );
  return (
    <Paper className={classes.paper}>
      <Tabs
        value={section}
        onChange={(_event, next: Section) => open(next)}
        variant="scrollable"
        scrollButtons="auto"
        aria-label={`Sections of ${application.name}`}
        selectionFollowsFocus={false}
      >
        {sections.map(name => (
          <Tab
            key={name}
            value={name}
            label={sectionTitle(name, application)}
            id={`${idPrefix}-tab-${name}`}
            aria-controls={`${idPrefix}-panel`}
          />
        ))}
      </Tabs>
      <div
        className={classes.panel}
        role="tabpanel"
        id={`${idPrefix}-panel`}
        aria-labelledby={`${idPrefix}-tab-${section}`}
      >
        {section === 'overview' && (
          <OverviewSection application={application} />
        )}
        {section === 'metrics' && <MetricsSection application={application} />}
        {section === 'exceptions' && (
          <ExceptionsSection id={application.id} name={application.name} />
        )}
        {section === 'actions' && <ActionsSection application={application} />}
        {section === 'operations' && (
          <OperationsSection application={application} />
        )}
        {section === 'snapshots' && (
          <SnapshotsSection application={application} />
        )}
        {section === 'events' && <EventsSection application={application} />}
      </div>
    </Paper>
  );
}
