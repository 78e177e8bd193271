import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  RUNTIMES,
  type flinkApi,
  type Runtime,
} from '@flink-portal/backstage-plugin-flink-common';
import { runtimeName } from '@flink-portal/backstage-plugin-flink-react';
import { ChoiceField } from './ChoiceField';
import {
  isFiltered,
  LIST_FILTERS,
  withoutFilters,
  type FleetView,
  type ListFilter,
} from './fleetView';
import { ownerText } from './ownerText';
import { SearchField } from './SearchField';
import type { ChangeFleetView } from './useFleetView';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
  }),
  { name: 'FlinkFleetFilters' },
);

const LABELS: Readonly<Record<ListFilter, string>> = {
  owner: 'Owner',
  environment: 'Environment',
  source: 'Source',
  flinkVersion: 'Flink version',
};

const FACET_OF: Readonly<Record<ListFilter, keyof flinkApi.Facets>> = {
  owner: 'owners',
  environment: 'environments',
  source: 'sources',
  flinkVersion: 'flinkVersions',
};

/** Search, "mine" and the filters by what applications have. */
export function FleetFilters(props: {
  view: FleetView;
  facets: flinkApi.Facets | undefined;
  onChange: ChangeFleetView;
}) {
  const { view, facets, onChange } = props;
  const classes = useStyles();
  return (
    <div className={classes.root} role="search" aria-label="Filter the fleet">
      <SearchField
        value={view.q}
        onChange={q => onChange({ q }, { replaces: true })}
      />
      <Button
        variant={view.isMine ? 'contained' : 'outlined'}
        aria-pressed={view.isMine}
        onClick={() => onChange({ isMine: !view.isMine })}
      >
        Mine
      </Button>
      <ChoiceField
        label="Runtime"
        options={facets?.runtimes ?? []}
        chosen={view.runtime}
        textOf={option => (isRuntime(option) ? runtimeName(option) : option)}
        onChange={chosen => onChange({ runtime: chosen.filter(isRuntime) })}
      />
      {LIST_FILTERS.map(name => (
        <ChoiceField
          key={name}
          label={LABELS[name]}
          options={facets?.[FACET_OF[name]] ?? []}
          chosen={name === 'owner' && view.isMine ? [] : view[name]}
          textOf={name === 'owner' ? ownerText : undefined}
          isDisabled={name === 'owner' && view.isMine}
          onChange={chosen => onChange({ [name]: chosen })}
        />
      ))}
      {isFiltered(view) && (
        <Button onClick={() => onChange(withoutFilters(view))}>
          Clear filters
        </Button>
      )}
    </div>
  );
}

function isRuntime(text: string): text is Runtime {
  return RUNTIMES.some(runtime => runtime === text);
}
