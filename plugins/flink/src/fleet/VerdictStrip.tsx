import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  VERDICTS,
  type flinkApi,
  type Verdict,
} from '@flink-portal/backstage-plugin-flink-common';
import { VerdictChip } from '@flink-portal/backstage-plugin-flink-react';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
    button: {
      textTransform: 'none',
      borderWidth: 1,
      borderStyle: 'solid',
      borderColor: theme.palette.divider,
      '&[aria-pressed="true"]': {
        borderColor: theme.palette.text.primary,
        backgroundColor: theme.palette.action.selected,
      },
    },
    count: { marginLeft: theme.spacing(1), color: theme.palette.text.primary },
  }),
  { name: 'FlinkVerdictStrip' },
);

/** Filter buttons with counts, worst first. Unknown stands for itself, never in Healthy. */
export function VerdictStrip(props: {
  counts: flinkApi.VerdictCounts | undefined;
  chosen: readonly Verdict[];
  onChange: (chosen: Verdict[]) => void;
}) {
  const { counts, chosen, onChange } = props;
  const classes = useStyles();
  return (
    <div className={classes.root} role="group" aria-label="Filter by verdict">
      {VERDICTS.map(verdict => {
        const isChosen = chosen.includes(verdict);
        return (
          <Button
            key={verdict}
            className={classes.button}
            aria-pressed={isChosen}
            onClick={() =>
              onChange(
                VERDICTS.filter(other =>
                  other === verdict ? !isChosen : chosen.includes(other),
                ),
              )
            }
          >
            <VerdictChip verdict={verdict} />
            <strong className={classes.count}>
              {counts ? counts[verdict] : '…'}
            </strong>
          </Button>
        );
      })}
    </div>
  );
}
