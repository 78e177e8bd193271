import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { UnreadableNote } from '@flink-portal/backstage-plugin-flink-react';
import type { ReactNode } from 'react';
import { AvailabilitySection } from '../availability';
import { EmptySentence } from '../states';
import { TimelineSection } from '../timeline';
import { ConfigurationSection } from './ConfigurationSection';
import { FindingsList } from './FindingsList';
import { JobsTable } from './JobsTable';
import { NotAssessedList } from './NotAssessedList';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(3) },
    section: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1),
      minWidth: 0,
    },
  }),
  { name: 'FlinkOverviewSection' },
);

/** Findings, what could not be read or judged, the jobs, what happened, and how it is set up. */
export function OverviewSection(props: {
  application: flinkApi.ApplicationDetail;
}) {
  const { application } = props;
  const classes = useStyles();
  const unreadable = application.parts.filter(
    ({ status }) => status === 'unreadable',
  );
  return (
    <div className={classes.root}>
      <Section title="Findings">
        {application.findings.length > 0 ? (
          <FindingsList findings={application.findings} />
        ) : (
          <EmptySentence>
            {application.verdict === 'Unknown'
              ? 'None, because health could not be assessed.'
              : 'No rule is broken.'}
          </EmptySentence>
        )}
        <NotAssessedList rules={application.notAssessed} />
      </Section>
      {unreadable.length > 0 && (
        <Section title="Could not be read">
          <UnreadableNote parts={unreadable} />
        </Section>
      )}
      {application.workload === 'sessionCluster' && (
        <Section title="Jobs">
          <JobsTable application={application} />
        </Section>
      )}
      <Section title="Timeline">
        <TimelineSection id={application.id} name={application.name} />
      </Section>
      <Section title="Availability">
        <AvailabilitySection id={application.id} name={application.name} />
      </Section>
      <Section title="Configuration">
        <ConfigurationSection application={application} />
      </Section>
    </div>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <section className={classes.section}>
      <Typography variant="h6" component="h3">
        {props.title}
      </Typography>
      {props.children}
    </section>
  );
}
