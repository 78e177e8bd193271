import { makeStyles } from '@material-ui/core/styles';
import {
  formatCount,
  formatDurationMs,
  formatQuantity,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  QuantityText,
  RelativeTime,
  Sparkline,
} from '@flink-portal/backstage-plugin-flink-react';
import { FigureCell } from './FigureCell';
import { restartsText } from './figureTexts';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      // Two columns at most, one where two do not fit.
      gridTemplateColumns:
        'repeat(auto-fit, minmax(min(100%, max(290px, 40%)), 1fr))',
      gap: theme.spacing(0.5, 3),
      margin: 0,
    },
  }),
  { name: 'FlinkFigures' },
);

/** The four figures: lag, throughput out, last checkpoint, restarts. What was not read says so. */
export function Figures(props: { figures: flinkApi.Figures }) {
  const { lag, recordsOut, lastCheckpoint, restarts24h } = props.figures;
  const classes = useStyles();
  const spark = (figure: flinkApi.Figure, name: string) => (
    <Sparkline
      values={figure.spark}
      name={`${name}, last hour`}
      format={value => formatQuantity({ value, unit: figure.unit })}
    />
  );
  return (
    <dl className={classes.root}>
      <FigureCell label="Lag" spark={lag && spark(lag, 'lag')}>
        {lag ? <QuantityText quantity={lag} /> : 'not read'}
      </FigureCell>
      <FigureCell
        label="Last checkpoint"
        spark={
          lastCheckpoint && (
            <Sparkline
              values={lastCheckpoint.spark}
              name="checkpoint duration, last hour"
              format={formatDurationMs}
            />
          )
        }
      >
        {lastCheckpoint ? (
          <>
            <RelativeTime at={lastCheckpoint.at} />
            {lastCheckpoint.inferred && (
              <span title="The runtime does not give the time. It is that of the newest change of the checkpoint metrics.">
                {' '}
                (inferred)
              </span>
            )}
          </>
        ) : (
          'not read'
        )}
      </FigureCell>
      <FigureCell
        label="Out per second"
        spark={recordsOut && spark(recordsOut, 'records out per second')}
      >
        {recordsOut ? <QuantityText quantity={recordsOut} /> : 'not read'}
      </FigureCell>
      <FigureCell
        label="Restarts 24 h"
        spark={
          restarts24h && (
            <Sparkline
              values={restarts24h.spark}
              name="restarts per hour, last 24 hours"
              format={formatCount}
            />
          )
        }
      >
        {restarts24h ? restartsText(restarts24h) : 'not read'}
      </FigureCell>
    </dl>
  );
}
