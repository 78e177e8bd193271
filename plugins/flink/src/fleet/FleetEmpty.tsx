import Button from '@material-ui/core/Button';
import {
  RelativeTime,
  useSources,
} from '@flink-portal/backstage-plugin-flink-react';
import { EmptySentence } from '../states';
import { isFiltered, withoutFilters, type FleetView } from './fleetView';
import type { ChangeFleetView } from './useFleetView';

/** An empty fleet proves that somebody looked, or says that the filters hide it. */
export function FleetEmpty(props: {
  view: FleetView;
  onChange: ChangeFleetView;
}) {
  const { view, onChange } = props;
  const { data } = useSources();
  if (isFiltered(view)) {
    return (
      <EmptySentence>
        No application matches these filters.{' '}
        <Button size="small" onClick={() => onChange(withoutFilters(view))}>
          Show all
        </Button>
      </EmptySentence>
    );
  }
  const lastAt = data?.items
    .map(({ lastGoodAt }) => lastGoodAt)
    .filter((at): at is string => at !== undefined)
    .sort()
    .pop();
  return (
    <EmptySentence>
      {data
        ? `Connected to ${data.items.length} sources, 0 applications that you may see.`
        : '0 applications that you may see.'}{' '}
      {lastAt && (
        <>
          Last looked <RelativeTime at={lastAt} show="short" />.
        </>
      )}
    </EmptySentence>
  );
}
