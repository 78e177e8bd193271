import Button from '@material-ui/core/Button';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useApplication } from '@flink-portal/backstage-plugin-flink-react';
import { DataFrame } from '../../states';
import { isComplete, type ActionDraft } from '../actionDraft';
import { ReasonedButton } from '../ReasonedButton';
import type { DialogApplication } from './DialogApplication';
import { RescaleFields } from './RescaleFields';
import { SnapshotPicker } from './SnapshotPicker';
import { NonRestoredField, StartFields } from './StartFields';
import { UpgradeFields } from './UpgradeFields';

const useStyles = makeStyles(
  theme => ({
    form: {
      ...theme.typography.body2,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
    },
  }),
  { name: 'FlinkParametersStep' },
);

/** The parameters of an action, with what is true now beside them. */
export function ParametersStep(props: {
  application: DialogApplication;
  draft: ActionDraft;
  onChange: (draft: ActionDraft) => void;
  onClose: () => void;
  onReview: () => void;
}) {
  const { application, draft, onChange, onClose, onReview } = props;
  const classes = useStyles();
  const read = useApplication(application.id);
  const reason = isComplete(draft) ? undefined : 'Choose what to do first.';
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault();
        if (reason === undefined) {
          onReview();
        }
      }}
    >
      <DialogContent dividers className={classes.form}>
        <DataFrame read={read} subject={application.name} rows={3}>
          {detail => (
            <Fields application={detail} draft={draft} onChange={onChange} />
          )}
        </DataFrame>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} variant="outlined">
          Cancel
        </Button>
        <ReasonedButton
          type="submit"
          variant="contained"
          color="primary"
          reason={reason}
        >
          Review
        </ReasonedButton>
      </DialogActions>
    </form>
  );
}

function Fields(props: {
  application: flinkApi.ApplicationDetail;
  draft: ActionDraft;
  onChange: (draft: ActionDraft) => void;
}) {
  const { application, draft, onChange } = props;
  switch (draft.kind) {
    case 'rescale':
      return <RescaleFields {...props} />;
    case 'upgrade':
      return <UpgradeFields {...props} />;
    case 'start':
      return <StartFields {...props} />;
    default:
      return (
        <>
          <SnapshotPicker
            application={application}
            isForRestoring={draft.kind === 'restore'}
            selected={draft.snapshotName}
            onSelect={snapshotName => onChange({ ...draft, snapshotName })}
          />
          {draft.kind === 'restore' && (
            <NonRestoredField draft={draft} onChange={onChange} />
          )}
        </>
      );
  }
}
