import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { configurationFacts } from './configurationFacts';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(220px, 100%), 1fr))',
      gap: theme.spacing(1.5),
      margin: 0,
    },
    name: { color: theme.palette.text.secondary, fontSize: '0.8rem' },
    value: { margin: 0, overflowWrap: 'anywhere' },
  }),
  { name: 'FlinkConfiguration' },
);

/** How it is set up, and its runtime properties; secrets were replaced before they came here. */
export function ConfigurationSection(props: {
  application: flinkApi.ApplicationDetail;
}) {
  const { application } = props;
  const { configuration } = application;
  const classes = useStyles();
  return (
    <>
      <dl className={classes.list}>
        {configurationFacts(application).map(([name, value]) => (
          <div key={name}>
            <dt className={classes.name}>{name}</dt>
            <dd className={classes.value}>{value}</dd>
          </div>
        ))}
        {configuration?.versionAt && (
          <div>
            <dt className={classes.name}>Version made</dt>
            <dd className={classes.value}>
              <RelativeTime at={configuration.versionAt} />
            </dd>
          </div>
        )}
      </dl>
      {(configuration?.properties ?? []).map(({ group, entries }) => (
        <details key={group}>
          <summary>
            Runtime properties: {group} ({Object.keys(entries).length})
          </summary>
          <dl className={classes.list}>
            {Object.entries(entries).map(([name, value]) => (
              <div key={name}>
                <dt className={classes.name}>{name}</dt>
                <dd className={classes.value}>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </>
  );
}
