import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  isInFlight,
  isWaiting,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { useAction } from '@flink-portal/backstage-plugin-flink-react';
import { DataFrame } from '../../states';
import { statusText } from '../actionWords';
import { DecisionButtons } from '../decide/DecisionButtons';
import { ChangeTable } from '../plan/ChangeTable';
import { PlanPart } from '../plan/PlanPart';
import { PlanView } from '../plan/PlanView';
import { useActionAddress } from '../useActionAddress';
import { ActionFacts } from './ActionFacts';
import { elapsedText } from './followTexts';
import { OutcomeAnnouncer } from './OutcomeAnnouncer';
import { OutcomeWords } from './OutcomeWords';
import { StepList } from './StepList';
import { useSeconds } from './useSeconds';
import { WatchAfterChange } from './WatchAfterChange';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      overflowWrap: 'anywhere',
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(1),
    },
  }),
  { name: 'FlinkActionFollow' },
);

/** One action from the request to its outcome and what came after. Leaving does not cancel it. */
export function ActionFollow(props: {
  applicationId: string;
  actionId: string;
  onClose?: () => void;
}) {
  const { applicationId, actionId, onClose } = props;
  const read = useAction(applicationId, actionId);
  return (
    <DataFrame read={read} subject="this action" rows={6}>
      {action => (
        <Followed action={action} onClose={onClose} onDecided={read.refresh} />
      )}
    </DataFrame>
  );
}

function Followed(props: {
  action: flinkApi.Action;
  onClose?: () => void;
  onDecided: () => void;
}) {
  const { action, onClose, onDecided } = props;
  const classes = useStyles();
  const runs = isInFlight(action.status);
  const nowMs = useSeconds(runs);
  const { openDialog } = useActionAddress();
  const review = (request: flinkApi.ActionRequest) =>
    openDialog(action.applicationId, request);
  const elapsed = elapsedText(action, nowMs);
  return (
    <section className={classes.root} aria-label={action.title}>
      <OutcomeAnnouncer action={action} />
      <div className={classes.head}>
        <Typography variant="h6" component="h3">
          {action.title}
        </Typography>
        <span>
          {statusText(action.status)}
          {elapsed && `: ${elapsed}`}
        </span>
        {onClose && (
          <Button size="small" onClick={onClose}>
            Close
          </Button>
        )}
      </div>
      <OutcomeWords action={action} onReview={review} />
      <DecisionButtons action={action} onDecided={onDecided} />
      {!isWaiting(action.status) && action.steps.length > 0 && (
        <StepList steps={action.steps} nowMs={nowMs} />
      )}
      {action.watch && (
        <WatchAfterChange watch={action.watch} onReview={review} />
      )}
      <ActionFacts action={action} />
      {isWaiting(action.status) && action.plan ? (
        <PlanView plan={action.plan} />
      ) : (
        <PlanPart title="What changes">
          <ChangeTable changes={action.changes} />
        </PlanPart>
      )}
    </section>
  );
}
