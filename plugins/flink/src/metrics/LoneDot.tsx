import type { ChartRow } from './chartRows';

/** A value between two gaps has no line to be on, and would not be seen without a dot. */
export function LoneDot(props: {
  cx?: number;
  cy?: number;
  index?: number;
  stroke?: string;
  rows: readonly ChartRow[];
  line: number;
}) {
  const { cx, cy, index = 0, stroke, rows, line } = props;
  const valueAt = (at: number) => rows[at]?.values[line] ?? null;
  const isLone =
    valueAt(index) !== null &&
    valueAt(index - 1) === null &&
    valueAt(index + 1) === null;
  return isLone ? <circle cx={cx} cy={cy} r={2.5} fill={stroke} /> : <g />;
}
