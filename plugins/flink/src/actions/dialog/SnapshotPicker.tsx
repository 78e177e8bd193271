import Radio from '@material-ui/core/Radio';
import {
  formatBytes,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { useId } from 'react';
import { PartGate } from '../../application/PartGate';
import { FactTable, type FactColumn } from '../../states';

/** A table of snapshots of which one is chosen: how old, of which version, how large, and whether it can be used. */
export function SnapshotPicker(props: {
  application: flinkApi.ApplicationDetail;
  /** To start from it; else to delete it, for which it need not be whole. */
  isForRestoring: boolean;
  selected: string | undefined;
  onSelect: (name: string) => void;
}) {
  const { application, isForRestoring, selected, onSelect } = props;
  const group = useId();
  const columns: ReadonlyArray<FactColumn<flinkApi.Snapshot>> = [
    {
      title: 'Choose',
      cell: snapshot => (
        <Radio
          size="small"
          color="primary"
          name={group}
          checked={selected === snapshot.name}
          disabled={isForRestoring && snapshot.status !== 'ready'}
          onChange={() => onSelect(snapshot.name)}
          inputProps={{ 'aria-label': snapshot.name }}
        />
      ),
    },
    { title: 'Name', cell: ({ name, kind }) => `${name} (${kind})` },
    { title: 'Age', cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    {
      title: 'Of version',
      cell: ({ version, flinkVersion }) =>
        [version, flinkVersion && `Flink ${flinkVersion}`]
          .filter(Boolean)
          .join(', ') || 'not reported',
    },
    {
      title: 'Size',
      cell: ({ sizeBytes }) =>
        sizeBytes === undefined ? 'not reported' : formatBytes(sizeBytes),
    },
    { title: 'Restorable', cell: restorableText },
  ];
  return (
    <PartGate
      application={application}
      part="snapshots"
      count={application.snapshots.length}
      empty="There is no snapshot to choose. Take one first."
    >
      <FactTable
        label="Snapshots, newest first"
        maxHeightPx={320}
        columns={columns}
        rows={application.snapshots}
        keyOf={({ kind, name, createdAt }) => `${kind} ${name} ${createdAt}`}
      />
    </PartGate>
  );
}

function restorableText({ status, failure }: flinkApi.Snapshot): string {
  switch (status) {
    case 'ready':
      return 'yes';
    case 'failed':
      return failure ? `no, it failed: ${failure}` : 'no, it failed';
    default:
      return `no, ${status}`;
  }
}
