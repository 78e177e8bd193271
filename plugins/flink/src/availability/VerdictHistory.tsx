import { makeStyles, useTheme } from '@material-ui/core/styles';
import {
  formatDurationMs,
  VERDICTS,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  absoluteMoment,
  shortMoment,
  useNow,
} from '@flink-portal/backstage-plugin-flink-react';
import { stripPieces } from './stripPieces';
import { verdictLook } from './verdictLooks';

const TICKS = [0, 25, 50, 75, 100];

const useStyles = makeStyles(
  theme => ({
    strip: {
      position: 'relative',
      height: 44,
      borderBottom: `1px solid ${theme.palette.text.secondary}`,
      overflow: 'hidden',
    },
    piece: {
      position: 'absolute',
      bottom: 0,
      boxSizing: 'border-box',
      // What lasted minutes of a month would otherwise not be seen.
      minWidth: 2,
    },
    axis: {
      display: 'flex',
      justifyContent: 'space-between',
      color: theme.palette.text.secondary,
      fontSize: '0.75rem',
    },
    // Five dates do not fit beside each other on a phone.
    between: { [theme.breakpoints.down('xs')]: { display: 'none' } },
    legend: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      listStyle: 'none',
      margin: 0,
      padding: 0,
      fontSize: '0.8rem',
    },
    swatch: {
      display: 'inline-flex',
      alignItems: 'flex-end',
      width: 20,
      height: 14,
      marginRight: 6,
      verticalAlign: 'middle',
    },
    fill: { width: '100%', boxSizing: 'border-box' },
  }),
  { name: 'FlinkVerdictHistory' },
);

/** A strip of verdicts over time. The words stand beside it: it is hidden from screen readers. */
export function VerdictHistory(props: {
  spans: readonly flinkApi.VerdictSpan[];
  fromMs: number;
  toMs: number;
}) {
  const { spans, fromMs, toMs } = props;
  const classes = useStyles();
  const { palette } = useTheme();
  const now = useNow();
  const pieces = stripPieces(spans, fromMs, toMs);
  const shown = VERDICTS.filter(verdict =>
    pieces.some(piece => piece.verdict === verdict),
  );
  return (
    <div aria-hidden="true">
      <div className={classes.strip} data-testid="flink-verdict-strip">
        {pieces.map(piece => (
          <div
            key={`${piece.fromMs} ${piece.verdict}`}
            className={classes.piece}
            data-verdict={piece.verdict}
            style={{
              ...verdictLook(piece.verdict, palette.type),
              left: `${piece.leftPercent}%`,
              width: `${piece.widthPercent}%`,
            }}
            title={`${piece.verdict} for ${formatDurationMs(
              piece.toMs - piece.fromMs,
            )}: ${absoluteMoment(new Date(piece.fromMs))} to ${absoluteMoment(
              new Date(piece.toMs),
            )}`}
          />
        ))}
      </div>
      <div className={classes.axis}>
        {TICKS.map(percent => (
          <span
            key={percent}
            className={
              percent > 0 && percent < 100 ? classes.between : undefined
            }
          >
            {shortMoment(
              new Date(fromMs + ((toMs - fromMs) * percent) / 100),
              now,
            )}
          </span>
        ))}
      </div>
      <ul className={classes.legend}>
        {shown.map(verdict => (
          <li key={verdict}>
            <span className={classes.swatch}>
              <span
                className={classes.fill}
                style={verdictLook(verdict, palette.type)}
              />
            </span>
            {verdict}
          </li>
        ))}
        <li>empty: not watched</li>
      </ul>
    </div>
  );
}
