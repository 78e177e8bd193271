import {
  formatBytes,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { FactTable, type FactColumn } from '../states';
import { PartGate } from './PartGate';

const COLUMNS: ReadonlyArray<FactColumn<flinkApi.Snapshot>> = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'Kind', cell: ({ kind }) => kind },
  {
    title: 'Age',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
  {
    title: 'Size',
    cell: ({ sizeBytes }) =>
      sizeBytes === undefined ? 'not reported' : formatBytes(sizeBytes),
  },
  {
    title: 'Status',
    cell: ({ status, failure }) => (failure ? `${status}: ${failure}` : status),
  },
  { title: 'Of version', cell: ({ version }) => version ?? 'not reported' },
  { title: 'Location', cell: ({ location }) => location ?? '' },
];

/** States one can restore from. */
export function SnapshotsSection(props: {
  application: flinkApi.ApplicationDetail;
}) {
  const { application } = props;
  return (
    <PartGate
      application={application}
      part="snapshots"
      count={application.snapshots.length}
      empty="None taken. If this job stops now it restarts from checkpoints if kept, else from the source position."
    >
      <FactTable
        label="Snapshots, newest first"
        columns={COLUMNS}
        rows={application.snapshots}
        keyOf={({ kind, name, createdAt }) => `${kind} ${name} ${createdAt}`}
      />
    </PartGate>
  );
}
