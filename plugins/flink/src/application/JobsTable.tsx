import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { RelativeTime } from '@flink-portal/backstage-plugin-flink-react';
import { FactTable, type FactColumn } from '../states';
import { PartGate } from './PartGate';

const COLUMNS: ReadonlyArray<FactColumn<flinkApi.Job>> = [
  { title: 'Job', cell: ({ name }) => name },
  { title: 'Status', cell: ({ status }) => status ?? 'not read' },
  {
    title: 'Started',
    cell: ({ startedAt }) =>
      startedAt ? <RelativeTime at={startedAt} /> : 'not read',
  },
  {
    title: 'Parallelism',
    cell: ({ parallelism }) => parallelism ?? 'not read',
  },
  {
    title: 'Last checkpoint',
    cell: job => (
      <>
        {job.lastCompletedCheckpointAt ? (
          <RelativeTime at={job.lastCompletedCheckpointAt} />
        ) : (
          'not read'
        )}
        {job.lastCheckpointFailure &&
          ` (last failure: ${job.lastCheckpointFailure})`}
      </>
    ),
  },
];

/** The jobs of a session cluster. */
export function JobsTable(props: { application: flinkApi.ApplicationDetail }) {
  const { application } = props;
  return (
    <PartGate
      application={application}
      part="jobs"
      count={application.jobs.length}
      empty="No job runs on this session cluster."
    >
      <FactTable
        label="Jobs"
        columns={COLUMNS}
        rows={application.jobs}
        keyOf={(job, index) => job.jobId ?? `${job.name} ${index}`}
      />
    </PartGate>
  );
}
