import type { ExceptionsRange } from '@flink-portal/backstage-plugin-flink-react';
import { useSearchParams } from 'react-router-dom';

/** Every range exceptions are looked for in, shortest first. */
export const EXCEPTIONS_RANGES: readonly ExceptionsRange[] = [
  '1h',
  '6h',
  '24h',
  '7d',
];

/** A loop that began in the night is found in the morning. */
const DEFAULT_RANGE: ExceptionsRange = '24h';

/** How far back exceptions are looked for, kept in the URL apart from the charts' range. */
export function useExceptionsRange(): [
  ExceptionsRange,
  (range: ExceptionsRange) => void,
] {
  const [params, setParams] = useSearchParams();
  const range = EXCEPTIONS_RANGES.find(known => known === params.get('look'));
  const setRange = (next: ExceptionsRange) =>
    setParams(
      current => {
        const changed = new URLSearchParams(current);
        changed.set('look', next);
        return changed;
      },
      { replace: true },
    );
  return [range ?? DEFAULT_RANGE, setRange];
}
