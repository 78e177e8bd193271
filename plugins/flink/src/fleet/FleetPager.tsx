import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { PAGE_SIZES, type FleetView } from './fleetView';
import type { ChangeFleetView } from './useFleetView';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
    },
  }),
  { name: 'FlinkFleetPager' },
);

/** Turns pages by the backend's cursors. */
export function FleetPager(props: {
  view: FleetView;
  page: flinkApi.ApplicationPage;
  onChange: ChangeFleetView;
}) {
  const { view, page, onChange } = props;
  const classes = useStyles();
  return (
    <nav className={classes.root} aria-label="Pages">
      <span>
        {page.items.length} of {page.totalItems} applications on this page
      </span>
      <Button
        size="small"
        disabled={!page.prevCursor}
        onClick={() => onChange({ cursor: page.prevCursor })}
      >
        Previous page
      </Button>
      <Button
        size="small"
        disabled={!page.nextCursor}
        onClick={() => onChange({ cursor: page.nextCursor })}
      >
        Next page
      </Button>
      <TextField
        select
        id="flink-fleet-page-size"
        label="Rows per page"
        size="small"
        variant="outlined"
        style={{ minWidth: 130 }}
        value={view.size}
        onChange={event => onChange({ size: Number(event.target.value) })}
      >
        {PAGE_SIZES.map(size => (
          <MenuItem key={size} value={size}>
            {size}
          </MenuItem>
        ))}
      </TextField>
    </nav>
  );
}
