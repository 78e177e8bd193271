import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';
import type { ReactElement } from 'react';
import { verdictColor } from '../colors';

const useStyles = makeStyles(
  {
    root: { flexShrink: 0, verticalAlign: '-0.2em' },
    moving: {
      transformOrigin: '12px 12px',
      animation: '$turn 2.4s linear infinite',
      '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
    },
    '@keyframes turn': { to: { transform: 'rotate(360deg)' } },
  },
  { name: 'FlinkVerdictIcon' },
);

/** Each verdict has a shape of its own, so that it is told apart without colour. */
function shapeOf(verdict: Verdict, movingClass: string): ReactElement {
  const line = {
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: 2,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  } as const;
  switch (verdict) {
    case 'Healthy':
      return (
        <g {...line}>
          <circle cx="12" cy="12" r="9" />
          <path d="M8 12.5l2.7 2.7L16 9.5" />
        </g>
      );
    case 'Degraded':
      return (
        <g {...line}>
          <path d="M12 3.5L21.5 20h-19z" />
          <path d="M12 10v4.5M12 17.2v.1" />
        </g>
      );
    case 'Unhealthy':
      return (
        <g {...line}>
          <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z" />
          <path d="M9 9l6 6M15 9l-6 6" />
        </g>
      );
    case 'Changing':
      return (
        <g {...line} className={movingClass}>
          <path d="M21 12a9 9 0 1 1-5.2-8.2" />
          <path d="M15.5 7.5l.5-3.8-3.8-.7" />
        </g>
      );
    case 'Stopped':
      return (
        <g {...line}>
          <rect x="4.5" y="4.5" width="15" height="15" rx="1.5" />
        </g>
      );
    default:
      return (
        <g {...line}>
          <circle cx="12" cy="12" r="9" strokeDasharray="3.2 3.4" />
          <path d="M9.6 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.7M12 16.6v.1" />
        </g>
      );
  }
}

/**
 * A verdict's shape in its colour. Decorative: always put the word beside it, as
 * {@link VerdictChip} does.
 *
 * @public
 */
export function VerdictIcon(props: {
  verdict: Verdict;
  /** Edge length in px; 20 unless told. */
  sizePx?: number;
}) {
  const { verdict, sizePx = 20 } = props;
  const classes = useStyles();
  const theme = useTheme();
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      className={classes.root}
      data-shape={verdict}
      width={sizePx}
      height={sizePx}
      viewBox="0 0 24 24"
      style={{ color: verdictColor(verdict, theme.palette.type) }}
    >
      {shapeOf(verdict, classes.moving)}
    </svg>
  );
}
