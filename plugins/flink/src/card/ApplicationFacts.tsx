import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { Fragment, type ReactNode } from 'react';
import { parallelismText } from './figureTexts';
import { SessionJobs } from './SessionJobs';

const useStyles = makeStyles(
  theme => ({
    root: { color: theme.palette.text.secondary, fontSize: '0.85rem' },
  }),
  { name: 'FlinkApplicationFacts' },
);

/** How it is set up, in one line. */
export function ApplicationFacts(props: {
  application: flinkApi.ApplicationSummary;
}) {
  const { application } = props;
  const classes = useStyles();
  const parallelism = parallelismText(application);
  const facts: Array<[string, ReactNode]> = [
    [
      'version',
      application.flinkVersion
        ? `Flink ${application.flinkVersion}`
        : 'Flink version not read',
    ],
  ];
  if (parallelism) {
    facts.push(['parallelism', `parallelism ${parallelism}`]);
  }
  if (application.workload === 'sessionCluster') {
    facts.push(['jobs', <SessionJobs id={application.id} />]);
  }
  if (application.workload === 'notebook') {
    facts.push(['notebook', 'Studio notebook']);
  }
  if (application.owner) {
    facts.push([
      'owner',
      <>
        owner <Owner owner={application.owner} />
      </>,
    ]);
  }
  return (
    <div className={classes.root}>
      {facts.map(([name, fact], index) => (
        <Fragment key={name}>
          {index > 0 && ' · '}
          {fact}
        </Fragment>
      ))}
    </div>
  );
}

/** An owner is an entity ref, or a word from the application's tags that no entity has. */
export function Owner(props: { owner: string }) {
  const { owner } = props;
  return /^(group|user):/i.test(owner) ? (
    <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
  ) : (
    <span>{owner}</span>
  );
}
