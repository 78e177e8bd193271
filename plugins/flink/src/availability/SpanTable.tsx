import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  absoluteMoment,
  VerdictChip,
} from '@flink-portal/backstage-plugin-flink-react';
import { EmptySentence, FactTable, type FactColumn } from '../states';

/** A job that flaps for a month has thousands; nobody reads them. */
const SHOWN = 200;

const COLUMNS: ReadonlyArray<FactColumn<flinkApi.VerdictSpan>> = [
  {
    title: 'Verdict',
    cell: ({ verdict }) => <VerdictChip verdict={verdict} />,
  },
  { title: 'From', cell: ({ from }) => absoluteMoment(new Date(from)) },
  { title: 'To', cell: ({ to }) => absoluteMoment(new Date(to)) },
  {
    title: 'For',
    cell: ({ from, to }) => formatDurationMs(Date.parse(to) - Date.parse(from)),
  },
];

/** The strip's values, newest first. */
export function SpanTable(props: { spans: readonly flinkApi.VerdictSpan[] }) {
  const { spans } = props;
  return (
    <>
      <FactTable
        label="Verdicts, newest first"
        maxHeightPx={320}
        columns={COLUMNS}
        rows={[...spans].reverse().slice(0, SHOWN)}
        keyOf={({ from, verdict }) => `${from} ${verdict}`}
      />
      {spans.length > SHOWN && (
        <EmptySentence>
          The newest {SHOWN} of {spans.length}; the strip has all of them.
        </EmptySentence>
      )}
    </>
  );
}
