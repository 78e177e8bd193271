import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import {
  formatDurationMs,
  type flinkApi,
  type Verdict,
} from '@flink-portal/backstage-plugin-flink-common';
import { VerdictChip } from '@flink-portal/backstage-plugin-flink-react';
import { ScrollRegion } from '../states';
import { availabilityText, rangeWords } from './availabilitySentence';

/** What counts for availability; the others stand apart from it. */
const COUNTED: readonly Verdict[] = [
  'Healthy',
  'Degraded',
  'Unhealthy',
  'Changing',
];

const APART: readonly Verdict[] = ['Stopped', 'Unknown'];

const useStyles = makeStyles(
  theme => ({
    cell: { whiteSpace: 'nowrap' },
    apart: { borderLeft: `1px solid ${theme.palette.divider}` },
  }),
  { name: 'FlinkAvailabilityTable' },
);

/** Time in each verdict; Stopped, Unknown and "not watched" stand apart, since they say nothing of it. */
export function AvailabilityTable(props: {
  windows: readonly flinkApi.AvailabilityWindow[];
}) {
  const classes = useStyles();
  const time = (ms: number) => (ms > 0 ? formatDurationMs(ms) : '0');
  return (
    <ScrollRegion label="Time in each verdict, table">
      <Table size="small" aria-label="Time in each verdict">
        <TableHead>
          <TableRow>
            <TableCell className={classes.cell}>Last</TableCell>
            <TableCell className={classes.cell}>Available</TableCell>
            {COUNTED.map(verdict => (
              <TableCell key={verdict} className={classes.cell}>
                <VerdictChip verdict={verdict} />
              </TableCell>
            ))}
            {APART.map((verdict, index) => (
              <TableCell
                key={verdict}
                className={`${classes.cell} ${
                  index === 0 ? classes.apart : ''
                }`}
              >
                <VerdictChip verdict={verdict} />
              </TableCell>
            ))}
            <TableCell className={classes.cell}>Not watched</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.windows.map(window => (
            <TableRow key={window.range}>
              <TableCell
                component="th"
                scope="row"
                role="rowheader"
                className={classes.cell}
              >
                {rangeWords(window.range)}
              </TableCell>
              <TableCell className={classes.cell}>
                {availabilityText(window)}
              </TableCell>
              {COUNTED.map(verdict => (
                <TableCell key={verdict} className={classes.cell}>
                  {time(window.durationsMs[verdict])}
                </TableCell>
              ))}
              {APART.map((verdict, index) => (
                <TableCell
                  key={verdict}
                  className={`${classes.cell} ${
                    index === 0 ? classes.apart : ''
                  }`}
                >
                  {time(window.durationsMs[verdict])}
                </TableCell>
              ))}
              <TableCell className={classes.cell}>
                {time(window.notWatchedMs)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollRegion>
  );
}
