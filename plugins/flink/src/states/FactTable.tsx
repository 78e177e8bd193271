import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { ReactNode } from 'react';
import { ScrollRegion } from './ScrollRegion';

const useStyles = makeStyles(
  {
    cell: {
      wordBreak: 'normal',
      overflowWrap: 'anywhere',
      verticalAlign: 'top',
    },
  },
  { name: 'FlinkFactTable' },
);

/** One column of a plain table. */
export interface FactColumn<T> {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
}

/** A plain table of what the runtime reported, in the backend's order. */
export function FactTable<T>(props: {
  label: string;
  maxHeightPx?: number;
  columns: ReadonlyArray<FactColumn<T>>;
  rows: readonly T[];
  keyOf: (row: T, index: number) => string;
}) {
  const { label, maxHeightPx, columns, rows, keyOf } = props;
  const classes = useStyles();
  return (
    <ScrollRegion label={`${label}, table`} maxHeightPx={maxHeightPx}>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map(({ title }) => (
              <TableCell key={title}>{title}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row, index) => (
            <TableRow key={keyOf(row, index)}>
              {columns.map(({ title, cell }) => (
                <TableCell key={title} className={classes.cell}>
                  {cell(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollRegion>
  );
}
