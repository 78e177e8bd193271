import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { FactTable, type FactColumn } from '../states';
import { PartGate } from './PartGate';

const STATUS_WORDS: Readonly<Record<flinkApi.OperationStatusEnum, string>> = {
  inProgress: 'in progress',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

const COLUMNS: ReadonlyArray<FactColumn<flinkApi.Operation>> = [
  {
    title: 'What',
    cell: ({ kind, verbatim, change, initiatedBy }) => (
      <>
        {kind} (<code>{verbatim}</code>){change && `: ${change}`}
        {initiatedBy && `, by ${initiatedBy}`}
      </>
    ),
  },
  { title: 'Planned', cell: ({ planned }) => (planned ? 'yes' : 'no') },
  {
    title: 'Started',
    cell: ({ startedAt }) => <RelativeTime at={startedAt} />,
  },
  { title: 'Duration', cell: durationText },
  { title: 'Result', cell: ({ status }) => STATUS_WORDS[status] ?? status },
  { title: 'Failure', cell: ({ failure }) => failure ?? '' },
];

function durationText({ startedAt, endedAt, status }: flinkApi.Operation) {
  if (endedAt) {
    return formatDurationMs(Date.parse(endedAt) - Date.parse(startedAt));
  }
  return status === 'inProgress' ? 'not ended' : 'not known';
}

/** What was done to the application, and what the runtime did by itself. */
export function OperationsSection(props: {
  application: flinkApi.ApplicationDetail;
}) {
  const { application } = props;
  return (
    <PartGate
      application={application}
      part="operations"
      count={application.operations.length}
      empty="None that the runtime still remembers."
    >
      <FactTable
        label="Operations, newest first"
        columns={COLUMNS}
        rows={application.operations}
        keyOf={({ id }) => id}
      />
    </PartGate>
  );
}
