import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  StaleNote,
  useApplication,
} from '@flink-portal/backstage-plugin-flink-react';
import { useId, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { VerdictAnnouncer } from '../announce/VerdictAnnouncer';
import { ApplicationHealth } from '../card';
import { MetricsSection } from '../metrics';
import { ErrorState, LoadingState } from '../states';
import { EventsSection } from './EventsSection';
import { OperationsSection } from './OperationsSection';
import { OverviewSection } from './OverviewSection';
import { sectionsOf, sectionTitle, type Section } from './sections';
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
  const { data, error, readAtMs, refresh } = useApplication(id);
  const judged = useMemo(() => (data ? [data] : []), [data]);
  const subject = data?.name ?? id;
  return (
    <div className={classes.root}>
      <VerdictAnnouncer applications={judged} />
      {data && error && readAtMs !== undefined && (
        <StaleNote
          error={error}
          readAtMs={readAtMs}
          subject={subject}
          onRetry={refresh}
        />
      )}
      {!data && (
        <Paper className={classes.paper}>
          {error ? (
            <ErrorState
              error={error}
              subject={subject}
              onRetry={refresh}
              showsVerdict
            />
          ) : (
            <LoadingState subject={subject} rows={8} />
          )}
        </Paper>
      )}
      {data && (
        <>
          <Paper className={classes.paper}>
            <Typography variant="h5" component="h2" gutterBottom>
              {data.name}
            </Typography>
            <ApplicationHealth application={data} isExpanded />
          </Paper>
          <Sections application={data} />
        </>
      )}
    </div>
  );
}

function Sections(props: { application: flinkApi.ApplicationDetail }) {
  const { application } = props;
  const classes = useStyles();
  const idPrefix = useId();
  const [params, setParams] = useSearchParams();
  const sections = sectionsOf(application);
  const section =
    sections.find(known => known === params.get('section')) ?? 'overview';
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
        {section === 'metrics' && (
          <MetricsSection id={application.id} name={application.name} />
        )}
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
