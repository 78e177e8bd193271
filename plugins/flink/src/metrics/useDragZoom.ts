import { useState } from 'react';
import type { Zoom } from './ZoomBar';

/** What the chart tells of the pointer: the moment of the values under it. */
interface Pointed {
  readonly activeLabel?: string | number;
}

/** A drag as short as a click's tremble is none. */
const MINIMUM_MS = 60_000;

/** Lets one choose a part of a chart's time by dragging over it. */
export function useDragZoom(onZoom: (zoom: Zoom) => void) {
  const [ends, setEnds] = useState<{ startMs: number; endMs: number }>();
  const momentOf = (pointed: Pointed | null) => {
    const atMs = Number(pointed?.activeLabel);
    return pointed?.activeLabel !== undefined && Number.isFinite(atMs)
      ? atMs
      : undefined;
  };
  const drag = ends && {
    fromMs: Math.min(ends.startMs, ends.endMs),
    toMs: Math.max(ends.startMs, ends.endMs),
  };
  return {
    drag,
    handlers: {
      onMouseDown: (pointed: Pointed | null) => {
        const atMs = momentOf(pointed);
        setEnds(
          atMs === undefined ? undefined : { startMs: atMs, endMs: atMs },
        );
      },
      onMouseMove: (pointed: Pointed | null) => {
        const atMs = momentOf(pointed);
        if (ends && atMs !== undefined) {
          setEnds({ ...ends, endMs: atMs });
        }
      },
      onMouseUp: () => {
        setEnds(undefined);
        if (drag && drag.toMs - drag.fromMs >= MINIMUM_MS) {
          onZoom(drag);
        }
      },
      onMouseLeave: () => setEnds(undefined),
    },
  };
}
