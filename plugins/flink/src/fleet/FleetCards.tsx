import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  locationText,
  runtimeName,
  VerdictChip,
} from '@flink-portal/backstage-plugin-flink-react';
import { Owner } from '../card';
import { CheckpointCell, LagCell, NameCell, ReasonCell } from './fleetCells';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    card: {
      padding: theme.spacing(1.5),
      marginBottom: theme.spacing(1),
      overflowWrap: 'anywhere',
    },
    quiet: { color: theme.palette.text.secondary, fontSize: '0.85rem' },
  }),
  { name: 'FlinkFleetCards' },
);

/** The fleet on a narrow screen: verdict, reason, owner, and what is needed at 03:00 on a phone. */
export function FleetCards(props: {
  items: readonly flinkApi.ApplicationSummary[];
}) {
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label="Flink applications">
      {props.items.map(application => (
        <li key={application.id}>
          <Paper className={classes.card} variant="outlined">
            <VerdictChip verdict={application.verdict} />
            <div>
              <strong>
                <NameCell application={application} />
              </strong>
            </div>
            <div>
              <ReasonCell application={application} />
            </div>
            <div className={classes.quiet}>
              {[
                application.environment,
                runtimeName(application.runtime),
                locationText(application.scope),
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
            <div className={classes.quiet}>
              {application.owner && (
                <>
                  owner <Owner owner={application.owner} /> ·{' '}
                </>
              )}
              last checkpoint <CheckpointCell application={application} />
            </div>
            <div className={classes.quiet}>
              lag <LagCell application={application} />
            </div>
          </Paper>
        </li>
      ))}
    </ul>
  );
}
