import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  RelativeTime,
  runtimeName,
  useSources,
} from '@flink-portal/backstage-plugin-flink-react';
import { DataFrame, EmptySentence, ScrollRegion } from '../states';
import { callsByOperation, moneyText } from './sourceTexts';

const useStyles = makeStyles(
  { cell: { verticalAlign: 'top' } },
  { name: 'FlinkSources' },
);

const STATUS_WORDS: Readonly<Record<flinkApi.SourceStatusEnum, string>> = {
  ok: 'answers',
  failing: 'does not answer: its applications are Unknown',
  pending: 'not read so far',
};

/** Every place that is scanned: whether it answers, what it costs. */
export function SourcesContent() {
  const read = useSources();
  return (
    <DataFrame read={read} subject="the sources" rows={4}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptySentence>
            No source is configured. Add AWS accounts under flink.aws.accounts,
            or clusters to the Kubernetes plugin.
          </EmptySentence>
        ) : (
          <SourcesTable sources={items} />
        )
      }
    </DataFrame>
  );
}

function SourcesTable(props: { sources: readonly flinkApi.Source[] }) {
  const classes = useStyles();
  const moment = (at: string | undefined) =>
    at ? <RelativeTime at={at} /> : 'never';
  return (
    <ScrollRegion label="Sources, table">
      <Table size="small" aria-label="Sources">
        <TableHead>
          <TableRow>
            <TableCell>Source</TableCell>
            <TableCell>Runtime</TableCell>
            <TableCell>Status</TableCell>
            <TableCell align="right">Applications</TableCell>
            <TableCell>Last good read</TableCell>
            <TableCell>Next try</TableCell>
            <TableCell>Calls in the last hour</TableCell>
            <TableCell>Estimated money</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.sources.map(source => (
            <TableRow key={source.id}>
              <TableCell
                component="th"
                scope="row"
                role="rowheader"
                className={classes.cell}
              >
                {source.title}
              </TableCell>
              <TableCell className={classes.cell}>
                {runtimeName(source.runtime)}
              </TableCell>
              <TableCell className={classes.cell}>
                {STATUS_WORDS[source.status] ?? source.status}
                {source.error && (
                  <div>
                    {source.error.message} ({source.error.reason})
                  </div>
                )}
              </TableCell>
              <TableCell className={classes.cell} align="right">
                {source.status === 'pending' && !source.lastGoodAt
                  ? 'not known'
                  : source.applications}
              </TableCell>
              <TableCell className={classes.cell}>
                {moment(source.lastGoodAt)}
              </TableCell>
              <TableCell className={classes.cell}>
                {source.nextTryAt ? (
                  <RelativeTime at={source.nextTryAt} />
                ) : (
                  'not planned'
                )}
              </TableCell>
              <TableCell className={classes.cell}>
                <Calls source={source} />
              </TableCell>
              <TableCell className={classes.cell}>
                {moneyText(source)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollRegion>
  );
}

/** How many, and which where somebody wants to know: twelve lines a source would hide the other columns. */
function Calls(props: { source: flinkApi.Source }) {
  const { sum, operations } = callsByOperation(props.source.calls);
  if (operations.length === 0) {
    return <>none</>;
  }
  return (
    <details>
      <summary aria-label={`${sum} calls to ${props.source.title}`}>
        {sum}
      </summary>
      {operations.map(operation => (
        <div key={operation}>{operation}</div>
      ))}
    </details>
  );
}
