import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import {
  shortMoment,
  useNow,
} from '@flink-portal/backstage-plugin-flink-react';
import { useState, type FormEvent } from 'react';

/** A part of the range, chosen by drag or by typing. */
export interface Zoom {
  readonly fromMs: number;
  readonly toMs: number;
}

const MINUTE_MS = 60_000;

const useStyles = makeStyles(
  theme => ({
    form: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-end',
      gap: theme.spacing(1, 2),
      paddingTop: theme.spacing(1),
    },
  }),
  { name: 'FlinkZoomBar' },
);

/** Says what is zoomed to, and lets one type it: dragging over a chart is not for everybody. */
export function ZoomBar(props: {
  zoom: Zoom | undefined;
  /** What the charts show without zoom. */
  whole: Zoom;
  onChange: (zoom: Zoom | undefined) => void;
}) {
  const { zoom, whole, onChange } = props;
  const now = useNow();
  const short = (atMs: number) => shortMoment(new Date(atMs), now);
  return (
    <div>
      {zoom && (
        <span>
          Zoomed to {short(zoom.fromMs)} to {short(zoom.toMs)}.{' '}
          <Button size="small" onClick={() => onChange(undefined)}>
            Show the whole range
          </Button>
        </span>
      )}
      <details>
        <summary>Zoom: drag over a chart, or type the times</summary>
        <ZoomForm
          key={`${zoom?.fromMs} ${zoom?.toMs}`}
          initial={zoom ?? whole}
          whole={whole}
          onChange={onChange}
        />
      </details>
    </div>
  );
}

function ZoomForm(props: {
  initial: Zoom;
  whole: Zoom;
  onChange: (zoom: Zoom) => void;
}) {
  const { initial, whole, onChange } = props;
  const classes = useStyles();
  const [from, setFrom] = useState(() => localInput(initial.fromMs));
  const [to, setTo] = useState(() => localInput(initial.toMs));
  const [problem, setProblem] = useState('');
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const fromMs = Math.max(whole.fromMs, Date.parse(from));
    const toMs = Math.min(whole.toMs, Date.parse(to));
    if (toMs - fromMs >= MINUTE_MS) {
      setProblem('');
      onChange({ fromMs, toMs });
    } else {
      setProblem('No minute of this range lies between these times.');
    }
  };
  const field = {
    type: 'datetime-local',
    size: 'small',
    InputLabelProps: { shrink: true },
  } as const;
  return (
    <form className={classes.form} onSubmit={apply}>
      <TextField
        {...field}
        id="flink-zoom-from"
        label="From"
        value={from}
        onChange={event => setFrom(event.target.value)}
      />
      <TextField
        {...field}
        id="flink-zoom-to"
        label="To"
        value={to}
        onChange={event => setTo(event.target.value)}
      />
      <Button type="submit" size="small" variant="outlined">
        Zoom
      </Button>
      <span role="alert">{problem}</span>
    </form>
  );
}

/** What a field for local date and time takes: `2026-11-22T14:02`. */
function localInput(atMs: number): string {
  const at = new Date(atMs);
  return new Date(atMs - at.getTimezoneOffset() * MINUTE_MS)
    .toISOString()
    .slice(0, 16);
}
