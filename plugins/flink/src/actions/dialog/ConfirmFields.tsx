import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useId } from 'react';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      marginTop: theme.spacing(2),
    },
  }),
  { name: 'FlinkConfirmFields' },
);

/** What a confirmation has to bring: the name where something is lost, a reason where one is kept. */
export function ConfirmFields(props: {
  needs: flinkApi.ActionNeeds;
  typedName: string;
  reason: string;
  onTypedName: (typed: string) => void;
  onReason: (reason: string) => void;
}) {
  const { needs, typedName, reason, onTypedName, onReason } = props;
  const classes = useStyles();
  const id = useId();
  return (
    <div className={classes.root}>
      {needs.approval && <div>{needs.approval.message}</div>}
      {needs.typedName !== undefined && (
        <TextField
          id={`${id}-name`}
          variant="outlined"
          size="small"
          label={`Type ${needs.typedName} to confirm`}
          value={typedName}
          onChange={event => onTypedName(event.target.value)}
          inputProps={{ autoComplete: 'off', spellCheck: false }}
        />
      )}
      <TextField
        id={`${id}-reason`}
        variant="outlined"
        size="small"
        multiline
        maxRows={4}
        required={needs.reason}
        label={needs.reason ? 'Reason' : 'Reason (optional)'}
        helperText="Kept with the action, in its history and the audit log."
        value={reason}
        onChange={event => onReason(event.target.value)}
        inputProps={{ maxLength: 2000 }}
      />
    </div>
  );
}
