import { useState } from 'react';

/** Pages by the backend's cursors, which lead forwards alone: the way back is remembered here. */
export interface Cursor {
  readonly cursor: string | undefined;
  readonly isFirst: boolean;
  readonly next: (cursor: string) => void;
  readonly previous: () => void;
}

/** Begins at the first page. */
export function useCursor(): Cursor {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  return {
    cursor: cursors[cursors.length - 1],
    isFirst: cursors.length === 0,
    next: cursor => setCursors(known => [...known, cursor]),
    previous: () => setCursors(known => known.slice(0, -1)),
  };
}
