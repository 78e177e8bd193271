import { useTheme } from '@material-ui/core/styles';
import { seriesColor } from '../colors';

const PADDING = 2;

/**
 * The runs of readable values. A gap splits the line; it is never drawn as zero and never bridged.
 */
function runsOf(values: ReadonlyArray<number | null>) {
  const runs: Array<Array<{ index: number; value: number }>> = [];
  let open = false;
  values.forEach((value, index) => {
    if (value === null || !Number.isFinite(value)) {
      open = false;
      return;
    }
    if (!open) {
      runs.push([]);
      open = true;
    }
    runs[runs.length - 1].push({ index, value });
  });
  return runs;
}

/** What a sparkline says in words: `lag: min 12, max 900, last 900`. */
function describe(
  values: ReadonlyArray<number | null>,
  name: string,
  format: (value: number) => string,
) {
  const readable = values.filter(
    (value): value is number => value !== null && Number.isFinite(value),
  );
  if (readable.length === 0) {
    return `${name}: no values in this window`;
  }
  const gaps = values.length - readable.length;
  return [
    `${name}: min ${format(Math.min(...readable))}`,
    `max ${format(Math.max(...readable))}`,
    `last ${format(readable[readable.length - 1])}`,
    ...(gaps > 0 ? [`${gaps} of ${values.length} values missing`] : []),
  ].join(', ');
}

/**
 * The direction of one number, without axes.
 *
 * @public
 */
export function Sparkline(props: {
  /** Equally spaced, oldest first; null is a gap. */
  values: ReadonlyArray<number | null>;
  /** What it shows, for screen readers: "lag, last hour". */
  name: string;
  format?: (value: number) => string;
  widthPx?: number;
  heightPx?: number;
}) {
  const { values, name, format = String, widthPx = 96, heightPx = 24 } = props;
  const theme = useTheme();
  const color = seriesColor(0, theme.palette.type);
  const runs = runsOf(values);
  const all = runs.flat().map(point => point.value);
  const min = Math.min(...all);
  const max = Math.max(...all);

  const x = (index: number) =>
    PADDING +
    (index * (widthPx - 2 * PADDING)) / Math.max(1, values.length - 1);
  // A constant line stands in the middle: at the floor it would look like zero.
  const y = (value: number) =>
    max === min
      ? heightPx / 2
      : heightPx -
        PADDING -
        ((value - min) * (heightPx - 2 * PADDING)) / (max - min);

  return (
    <svg
      role="img"
      aria-label={describe(values, name, format)}
      width={widthPx}
      height={heightPx}
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      style={{ flexShrink: 0, maxWidth: '100%' }}
    >
      {runs.map(run =>
        run.length === 1 ? (
          <circle
            key={run[0].index}
            cx={x(run[0].index)}
            cy={y(run[0].value)}
            r={1.5}
            fill={color}
          />
        ) : (
          <polyline
            key={run[0].index}
            points={run
              .map(
                point =>
                  `${x(point.index).toFixed(1)},${y(point.value).toFixed(1)}`,
              )
              .join(' ')}
            fill="none"
            stroke={color}
            strokeWidth={1.5}
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        ),
      )}
    </svg>
  );
}
