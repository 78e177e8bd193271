import Button from '@material-ui/core/Button';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  RelativeTime,
  roleColor,
} from '@flink-portal/backstage-plugin-flink-react';
import { FactTable, type FactColumn } from '../../states';
import { PlanPart } from '../plan/PlanPart';
import { figureText } from './figureText';
import { WatchPlot } from './WatchPlot';

const useStyles = makeStyles(
  { worse: { fontWeight: 600 } },
  { name: 'FlinkWatchAfterChange' },
);

const COLUMNS: ReadonlyArray<FactColumn<flinkApi.ChangeWatchFigure>> = [
  { title: 'Figure', cell: ({ name }) => name },
  {
    title: '30 min before',
    cell: ({ before, unit }) => figureText(before, unit),
  },
  { title: '15 min after', cell: ({ after, unit }) => figureText(after, unit) },
  { title: 'Before and after', cell: figure => <WatchPlot figure={figure} /> },
  {
    title: 'Worse',
    cell: ({ before, after, worse }) => {
      if (before === undefined || after === undefined) {
        return 'not known';
      }
      return worse ? <Worse /> : 'no';
    },
  },
];

/** How the time after a change compares with the time before, and the way back when it is worse. */
export function WatchAfterChange(props: {
  watch: flinkApi.ChangeWatch;
  onReview: (request: flinkApi.ActionRequest) => void;
}) {
  const { watch, onReview } = props;
  const { rollback } = watch;
  return (
    <PlanPart title="After the change">
      <div>
        {watch.message}{' '}
        {watch.status === 'watching' && (
          <>
            Compared at <RelativeTime at={watch.until} show="short" />.
          </>
        )}
      </div>
      {watch.figures.length > 0 && (
        <FactTable
          label="Before and after the change"
          columns={COLUMNS}
          rows={watch.figures}
          keyOf={({ name }) => name}
        />
      )}
      {watch.status === 'worse' && rollback && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => onReview(rollback)}
        >
          Review rollback
        </Button>
      )}
    </PlanPart>
  );
}

function Worse() {
  const classes = useStyles();
  const theme = useTheme();
  return (
    <span
      className={classes.worse}
      style={{ color: roleColor('warning', theme.palette.type) }}
    >
      ▲ worse
    </span>
  );
}
