import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

const useStyles = makeStyles(
  theme => ({
    root: {
      color: theme.palette.text.secondary,
      fontSize: '0.8rem',
      overflowWrap: 'anywhere',
    },
    value: { fontFamily: 'monospace' },
  }),
  { name: 'FlinkStateFields' },
);

/** The runtime's own state, word for word. The verdict is ours, the state is theirs. @public */
export function StateFields(props: { state: readonly flinkApi.StateField[] }) {
  const classes = useStyles();
  if (props.state.length === 0) {
    return (
      <span className={classes.root}>
        The runtime's own state has not been read.
      </span>
    );
  }
  return (
    <span className={classes.root}>
      {props.state.map((field, index) => (
        <span key={field.label}>
          {index > 0 && ' · '}
          {field.label}: <span className={classes.value}>{field.value}</span>
        </span>
      ))}
    </span>
  );
}
