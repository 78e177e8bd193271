import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';
import { verdictColor } from '@flink-portal/backstage-plugin-flink-react';
import type { CSSProperties } from 'react';

/** The worse, the taller: the strip can be read without its colours. */
const HEIGHTS_PERCENT: Readonly<Record<Verdict, number>> = {
  Healthy: 35,
  Changing: 50,
  Stopped: 35,
  Unknown: 50,
  Degraded: 70,
  Unhealthy: 100,
};

/** How a verdict looks in a strip: height and pattern tell it apart as well as colour. */
export function verdictLook(
  verdict: Verdict,
  theme: 'light' | 'dark',
): CSSProperties {
  const color = verdictColor(verdict, theme);
  const height = `${HEIGHTS_PERCENT[verdict]}%`;
  const stripes = (degrees: number, line: number, gap: number) =>
    `repeating-linear-gradient(${degrees}deg, ${color} 0 ${line}px, transparent ${line}px ${
      line + gap
    }px)`;
  switch (verdict) {
    case 'Degraded':
      return { height, background: stripes(45, 3, 2) };
    case 'Changing':
      return { height, background: stripes(90, 2, 2) };
    case 'Stopped':
      return { height, background: stripes(0, 1, 3) };
    case 'Unknown':
      return { height, border: `1px dashed ${color}` };
    default:
      return { height, background: color };
  }
}
