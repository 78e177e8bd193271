import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  isWaiting,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { useState } from 'react';
import { DecisionDialog } from './DecisionDialog';
import { DECISION_WORDS } from './decisionWords';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
  }),
  { name: 'FlinkDecisionButtons' },
);

/** What the reader may do with an action that waits for a person, each behind a dialog with the plan. */
export function DecisionButtons(props: {
  action: flinkApi.Action;
  onDecided: (action: flinkApi.Action) => void;
}) {
  const { action, onDecided } = props;
  const classes = useStyles();
  const [decision, setDecision] = useState<flinkApi.ActionMayEnum>();
  if (!isWaiting(action.status)) {
    return null;
  }
  const mayLaunch = action.may.some(
    may => may === 'approve' || may === 'confirm',
  );
  return (
    <div className={classes.root}>
      {!mayLaunch && (
        <span>
          {action.status === 'awaitingApproval'
            ? 'A second person who may approve it has to decide.'
            : 'Somebody who may do this has to confirm it.'}
        </span>
      )}
      {action.may.map(may => (
        <Button
          key={may}
          size="small"
          variant="outlined"
          onClick={() => setDecision(may)}
          aria-label={`${DECISION_WORDS[may]}: ${action.title}`}
        >
          {DECISION_WORDS[may]}
        </Button>
      ))}
      {decision && (
        <DecisionDialog
          applicationId={action.applicationId}
          actionId={action.id}
          title={action.title}
          decision={decision}
          onClose={() => setDecision(undefined)}
          onDecided={decided => {
            setDecision(undefined);
            onDecided(decided);
          }}
        />
      )}
    </div>
  );
}
