import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { ScrollRegion } from '../../states';
import { ChangeTable } from './ChangeTable';
import { PlanFacts } from './PlanFacts';
import { PlanPart } from './PlanPart';
import { planSentence } from './planTexts';
import { WarningList } from './WarningList';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      overflowWrap: 'anywhere',
    },
    list: { margin: 0, paddingLeft: theme.spacing(2.5) },
    strong: { fontWeight: 600 },
    alternative: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
    sent: {
      whiteSpace: 'pre-wrap',
      margin: theme.spacing(1, 0, 0),
      padding: theme.spacing(1),
      border: `1px solid ${theme.palette.divider}`,
    },
  }),
  { name: 'FlinkPlanView' },
);

/** What an action would do: what is lost and what to know first, then the change, then what follows from it. */
export function PlanView(props: {
  plan: flinkApi.ActionPlan;
  /** Plans something else instead; absent where the plan is only shown. */
  onAlternative?: (request: flinkApi.ActionRequest) => void;
}) {
  const { plan, onAlternative } = props;
  const classes = useStyles();
  return (
    <div className={classes.root}>
      {!plan.allowed && (
        <div role="alert" className={classes.strong}>
          {plan.refusal ?? 'This is not possible now.'}
        </div>
      )}
      <div>{planSentence(plan)}</div>
      {plan.losses.length > 0 && (
        <PlanPart title="What will be lost">
          <ul className={classes.list}>
            {plan.losses.map(loss => (
              <li key={loss} className={classes.strong}>
                {loss}
              </li>
            ))}
          </ul>
        </PlanPart>
      )}
      <WarningList warnings={plan.warnings} />
      <PlanPart title="What changes">
        <ChangeTable changes={plan.changes} />
      </PlanPart>
      <PlanFacts plan={plan} />
      {plan.consumers.length > 0 && (
        <PlanPart title="Who is affected">
          <ul className={classes.list}>
            {plan.consumers.map(({ entityRef, because }) => (
              <li key={entityRef}>
                <EntityRefLink entityRef={entityRef} hideIcon />: {because}
              </li>
            ))}
          </ul>
        </PlanPart>
      )}
      {plan.alternatives.length > 0 && (
        <PlanPart title="What else can be done">
          {plan.alternatives.map(({ request, message }) => (
            <div key={message} className={classes.alternative}>
              <span>{message}</span>
              {onAlternative && (
                <Button
                  size="small"
                  variant="outlined"
                  onClick={() => onAlternative(request)}
                  aria-label={`Review instead: ${message}`}
                >
                  Review this instead
                </Button>
              )}
            </div>
          ))}
        </PlanPart>
      )}
      <details>
        <summary>What is sent</summary>
        <div>
          <code>{plan.call.operation}</code>
        </div>
        <ScrollRegion label="Body of the call" maxHeightPx={320}>
          <pre className={classes.sent}>{plan.call.body}</pre>
        </ScrollRegion>
      </details>
    </div>
  );
}
