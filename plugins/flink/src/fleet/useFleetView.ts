import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  changeView,
  fleetViewParams,
  parseFleetView,
  type FleetView,
} from './fleetView';

/** Changes part of the view; `replaces` keeps typing out of the browser's history. */
export type ChangeFleetView = (
  change: Partial<FleetView>,
  options?: { replaces?: boolean },
) => void;

/** What the fleet page shows, kept in the URL. */
export function useFleetView(): [FleetView, ChangeFleetView] {
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => parseFleetView(params), [params]);
  const change: ChangeFleetView = useCallback(
    (part, options) =>
      setParams(
        current => fleetViewParams(changeView(parseFleetView(current), part)),
        { replace: options?.replaces ?? false },
      ),
    [setParams],
  );
  return [view, change];
}
