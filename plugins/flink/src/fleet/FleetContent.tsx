import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import {
  StaleNote,
  useFleet,
} from '@flink-portal/backstage-plugin-flink-react';
import { useState, type FocusEvent } from 'react';
import { ClaimsLink } from '../claims';
import { VerdictAnnouncer } from '../announce/VerdictAnnouncer';
import { rootRouteRef } from '../routes';
import { EmptySentence, ErrorState, LoadingState } from '../states';
import { TemplatesLink } from '../templates';
import { ExportButton } from './ExportButton';
import { FleetCards } from './FleetCards';
import { FleetEmpty } from './FleetEmpty';
import { FleetFilters } from './FleetFilters';
import { FleetPager } from './FleetPager';
import { FleetTable } from './FleetTable';
import { fleetQuery } from './fleetView';
import { SourceBanner } from './SourceBanner';
import { useFleetView } from './useFleetView';
import { useHeldPage } from './useHeldPage';
import { useOwnRefs } from './useOwnRefs';
import { VerdictStrip } from './VerdictStrip';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
    },
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
      minHeight: 32,
    },
  }),
  { name: 'FlinkFleetContent' },
);

/** Every application the reader may see, worst first. */
export function FleetContent() {
  const classes = useStyles();
  const rootRoute = useRouteRef(rootRouteRef);
  const isNarrow = useMediaQuery('(max-width:599.95px)');
  const [view, change] = useFleetView();
  const own = useOwnRefs(view.isMine);
  const query = fleetQuery(view, own.refs);
  const fleet = useFleet(query);
  const [isHeld, setHeld] = useState(false);
  const { page, isPaused } = useHeldPage(
    query && fleet.data,
    JSON.stringify(query),
    fleet.isPrevious,
    isHeld,
  );
  const release = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) {
      setHeld(false);
    }
  };

  return (
    <div className={classes.root}>
      <SourceBanner />
      <VerdictStrip
        counts={page?.counts}
        chosen={view.verdict}
        onChange={verdict => change({ verdict })}
      />
      <FleetFilters view={view} facets={page?.facets} onChange={change} />
      <div className={classes.bar}>
        <Typography variant="body2" component="span" role="status">
          {page && query && `${page.totalItems} applications`}
          {isPaused && ' · updates paused while you are in the list'}
          {fleet.isPrevious && !fleet.error && ' · reading'}
        </Typography>
        <ExportButton query={query} />
        {rootRoute && <Link to={`${rootRoute()}/sources`}>Sources</Link>}
        {rootRoute && <Link to={`${rootRoute()}/actions`}>Actions</Link>}
        {rootRoute && <ClaimsLink href={`${rootRoute()}/claims`} />}
        {rootRoute && <TemplatesLink href={`${rootRoute()}/templates`} />}
        {rootRoute && <Link to={`${rootRoute()}/rules`}>Health rules</Link>}
      </div>
      <MineProblem isMine={view.isMine} refs={own.refs} error={own.error} />
      {fleet.data && fleet.error && fleet.readAtMs !== undefined && (
        <StaleNote
          error={fleet.error}
          readAtMs={fleet.readAtMs}
          subject="the fleet"
          onRetry={fleet.refresh}
        />
      )}
      {!page && fleet.error && (
        <ErrorState
          error={fleet.error}
          subject="the fleet"
          onRetry={fleet.refresh}
        />
      )}
      {!page && query && !fleet.error && (
        <LoadingState subject="the fleet" rows={12} />
      )}
      {page && query && (
        <>
          <VerdictAnnouncer applications={page.items} />
          {page.items.length === 0 ? (
            <FleetEmpty view={view} onChange={change} />
          ) : (
            <div
              onMouseEnter={() => setHeld(true)}
              onMouseLeave={() => setHeld(false)}
              onFocus={() => setHeld(true)}
              onBlur={release}
              data-testid="flink-fleet-rows"
            >
              {isNarrow ? (
                <FleetCards items={page.items} />
              ) : (
                <FleetTable
                  items={page.items}
                  view={view}
                  onSort={(sort, order) => change({ sort, order })}
                />
              )}
            </div>
          )}
          <FleetPager view={view} page={page} onChange={change} />
        </>
      )}
    </div>
  );
}

/** "Mine" without anything that is mine must not show everything. */
function MineProblem(props: {
  isMine: boolean;
  refs: readonly string[] | undefined;
  error: Error | undefined;
}) {
  const { isMine, refs, error } = props;
  if (!isMine || (refs && refs.length > 0)) {
    return null;
  }
  if (error) {
    return (
      <EmptySentence>
        Which groups you belong to could not be read ({error.message}), so
        “Mine” shows nothing. Switch it off to see every application.
      </EmptySentence>
    );
  }
  return refs ? (
    <EmptySentence>
      You are signed in without a user in the catalog, so nothing is yours.
      Switch “Mine” off to see every application.
    </EmptySentence>
  ) : null;
}
