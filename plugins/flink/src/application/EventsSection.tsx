import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { FactTable, type FactColumn } from '../states';
import { PartGate } from './PartGate';

const COLUMNS: ReadonlyArray<FactColumn<flinkApi.RuntimeEvent>> = [
  { title: 'Last seen', cell: ({ at }) => <RelativeTime at={at} /> },
  { title: 'Type', cell: ({ type }) => type },
  { title: 'Reason', cell: ({ reason }) => reason },
  { title: 'Message', cell: ({ message }) => message },
  { title: 'Times', cell: ({ count }) => count },
  { title: 'Object', cell: ({ object }) => object ?? '' },
];

/** What the runtime reported by itself. */
export function EventsSection(props: {
  application: flinkApi.ApplicationDetail;
}) {
  const { application } = props;
  return (
    <PartGate
      application={application}
      part="events"
      count={application.events.length}
      empty="None. Kubernetes keeps events for about an hour unless the cluster is set up otherwise."
    >
      <FactTable
        label="Events, newest first"
        columns={COLUMNS}
        rows={application.events}
        keyOf={({ at, reason, object }, index) =>
          `${at} ${reason} ${object} ${index}`
        }
      />
    </PartGate>
  );
}
