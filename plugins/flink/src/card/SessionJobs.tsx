import { useApplication } from '@flink-portal/backstage-plugin-flink-react';

/** How many jobs a session cluster runs, by Flink's own job status. */
export function SessionJobs(props: { id: string }) {
  const { data, error } = useApplication(props.id);
  if (!data) {
    return (
      <span>
        {error ? 'Jobs of this session cluster: not read' : 'Reading its jobs'}
      </span>
    );
  }
  const part = data.parts.find(({ part: name }) => name === 'jobs');
  if (part?.status === 'unreadable') {
    return <span>Jobs of this session cluster: not read</span>;
  }
  const counts = new Map<string, number>();
  for (const job of data.jobs) {
    const status = job.status ?? 'status unknown';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const byStatus = [...counts]
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');
  const total = data.jobs.length;
  return (
    <span>
      Session cluster with {total} {total === 1 ? 'job' : 'jobs'}
      {byStatus && `: ${byStatus}`}
    </span>
  );
}
