import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { absoluteMoment } from '@flink-portal/backstage-plugin-flink-react';
import type { ChartRow } from './chartRows';
import { formatMetricValue } from './formatMetricValue';
import { seriesName } from './seriesName';
import { ScrollRegion } from '../states';

/** The values of a chart, newest first. */
export function MetricTable(props: {
  title: string;
  series: readonly flinkApi.MetricSeries[];
  rows: readonly ChartRow[];
}) {
  const { title, series, rows } = props;
  return (
    <ScrollRegion label={`${title}, table`} maxHeightPx={320}>
      <Table size="small" stickyHeader aria-label={title}>
        <TableHead>
          <TableRow>
            <TableCell>Time</TableCell>
            {series.map(line => (
              <TableCell key={seriesName(line)} align="right">
                {seriesName(line)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {[...rows].reverse().map(row => (
            <TableRow key={row.atMs}>
              <TableCell component="th" scope="row" role="rowheader">
                {absoluteMoment(new Date(row.atMs))}
              </TableCell>
              {series.map((line, index) => {
                const value = row.values[index];
                return (
                  <TableCell key={seriesName(line)} align="right">
                    {value === null
                      ? 'no value'
                      : formatMetricValue(value, line.unit)}
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollRegion>
  );
}
