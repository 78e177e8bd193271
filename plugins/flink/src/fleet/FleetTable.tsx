import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { FLEET_COLUMNS } from './fleetColumns';
import { firstOrder, type FleetSort, type FleetView } from './fleetView';
import { ScrollRegion } from '../states';

const useStyles = makeStyles(
  theme => ({
    cell: {
      padding: theme.spacing(1),
      verticalAlign: 'top',
      // Backstage's theme breaks words in cells anywhere, as in "Manage d Flink".
      wordBreak: 'normal',
      overflowWrap: 'break-word',
      fontSize: '0.8125rem',
      minWidth: 64,
      '&:first-child': { minWidth: 190, maxWidth: 300 },
      '&:last-child': { minWidth: 120 },
    },
    head: { verticalAlign: 'bottom', lineHeight: 1.3 },
  }),
  { name: 'FlinkFleetTable' },
);

/** The fleet as a table; the backend sorts. */
export function FleetTable(props: {
  items: readonly flinkApi.ApplicationSummary[];
  view: FleetView;
  onSort: (sort: FleetSort, order: 'asc' | 'desc') => void;
}) {
  const { items, view, onSort } = props;
  const classes = useStyles();
  return (
    <ScrollRegion label="Fleet, table">
      <Table size="small" aria-label="Flink applications">
        <TableHead>
          <TableRow>
            {FLEET_COLUMNS.map(({ title, sort }) => (
              <TableCell
                key={title}
                className={`${classes.cell} ${classes.head}`}
                sortDirection={sort === view.sort ? view.order : undefined}
              >
                {sort ? (
                  <TableSortLabel
                    active={sort === view.sort}
                    direction={
                      sort === view.sort ? view.order : firstOrder(sort)
                    }
                    onClick={() => onSort(sort, nextOrder(sort, view))}
                  >
                    {title}
                  </TableSortLabel>
                ) : (
                  title
                )}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {items.map(application => (
            <TableRow key={application.id} hover>
              {FLEET_COLUMNS.map(({ title, cell }) => (
                <TableCell key={title} className={classes.cell}>
                  {cell(application)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollRegion>
  );
}

function nextOrder(sort: FleetSort, view: FleetView) {
  if (sort !== view.sort) {
    return firstOrder(sort);
  }
  return view.order === 'asc' ? 'desc' : 'asc';
}
