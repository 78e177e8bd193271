import { Link } from '@backstage/core-components';
import { ResponseError } from '@backstage/errors';
import Typography from '@material-ui/core/Typography';
import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  RelativeTime,
  useTemplateRuns,
} from '@flink-portal/backstage-plugin-flink-react';
import { useApplicationPageHref } from '../routes';
import {
  DataFrame,
  EmptySentence,
  FactTable,
  type FactColumn,
} from '../states';
import { RunOutcome } from './RunOutcome';
import { StepBar } from './StepBar';

const VERSION_COLUMNS: ReadonlyArray<
  FactColumn<flinkApi.TemplateVersionSummary>
> = [
  {
    title: 'Template',
    cell: ({ template, templateVersion }) => `${template} ${templateVersion}`,
  },
  {
    title: 'Runs that reached it',
    cell: ({ runs, reached }) => `${reached} of ${runs}`,
  },
  { title: 'Half within', cell: ({ p50Ms }) => duration(p50Ms) },
  { title: 'Nine of ten within', cell: ({ p90Ms }) => duration(p90Ms) },
  {
    title: 'Where the time goes',
    cell: ({ steps, slowestStep }) => (
      <StepBar steps={steps} slowestStep={slowestStep} />
    ),
  },
  {
    title: 'Last run',
    cell: ({ lastRunAt }) => <RelativeTime at={lastRunAt} />,
  },
];

/** How long teams wait from the form to a job's first completed checkpoint, by template and version. */
export function TemplatesContent() {
  const read = useTemplateRuns();
  const pageHref = useApplicationPageHref();
  if (read.data === undefined && isDenied(read.error)) {
    return (
      <div role="alert">
        <Typography variant="body1">
          You may not read how long templates take.
        </Typography>
        <Typography variant="body2" color="textSecondary">
          The permission flink.template-run.read is missing for you. Ask your
          platform team: "I need flink.template-run.read to see how our
          templates do."
        </Typography>
      </div>
    );
  }
  const runColumns: ReadonlyArray<FactColumn<flinkApi.TemplateRun>> = [
    {
      title: 'Application',
      cell: ({ applicationId }) => {
        const href = pageHref(applicationId);
        return href ? <Link to={href}>{applicationId}</Link> : applicationId;
      },
    },
    {
      title: 'Template',
      cell: ({ template, templateVersion }) => `${template} ${templateVersion}`,
    },
    {
      title: 'Begun',
      cell: ({ startedAt }) => <RelativeTime at={startedAt} />,
    },
    { title: 'Outcome', cell: run => <RunOutcome run={run} /> },
  ];
  return (
    <DataFrame read={read} subject="the runs of templates" rows={4}>
      {({ versions, recent, since }) =>
        versions.length === 0 ? (
          <EmptySentence>
            No template made a job in the last {daysSince(since)} days. A run
            counts when its template waits with flink:wait-healthy.
          </EmptySentence>
        ) : (
          <>
            <Typography variant="body2" paragraph>
              From the form to the first completed checkpoint, in the last{' '}
              {daysSince(since)} days.
            </Typography>
            <FactTable
              label="Time to the first checkpoint by template"
              columns={VERSION_COLUMNS}
              rows={versions}
              keyOf={({ template, templateVersion }) =>
                `${template}@${templateVersion}`
              }
            />
            <Typography variant="h6" component="h3" gutterBottom>
              Newest runs
            </Typography>
            <FactTable
              label="Newest runs of templates"
              columns={runColumns}
              rows={recent}
              keyOf={({ id }) => id}
            />
          </>
        )
      }
    </DataFrame>
  );
}

const DAY_MS = 24 * 60 * 60_000;

function daysSince(iso: string): number {
  return Math.round((Date.now() - Date.parse(iso)) / DAY_MS);
}

function duration(ms: number | undefined): string {
  return ms === undefined ? 'no run yet' : formatDurationMs(ms);
}

function isDenied(error: Error | undefined): boolean {
  return error instanceof ResponseError && error.statusCode === 403;
}
