import type { PlatformStandards, StandardEnvironment } from '../../standards';
import type { PlanProblem } from '../JobPlan';
import type { NewJobForm } from '../NewJobForm';
import { placeOf } from '../placeOf';
import { arnOf, arnParts } from '../plannedEndpoints';

/** Sources and sinks that are not offered, lie elsewhere, or feed the job its own output. */
export function dataProblems(
  form: NewJobForm,
  standards: PlatformStandards,
  chosen: StandardEnvironment[],
): PlanProblem[] {
  const problems: PlanProblem[] = [];
  if (!standards.sources.includes(form.source.kind)) {
    problems.push({
      field: 'source.kind',
      message: `Sources of kind ${
        form.source.kind
      } are not offered here; choose one of ${standards.sources.join(', ')}.`,
    });
  }
  if (!standards.sinks.includes(form.sink.kind)) {
    problems.push({
      field: 'sink.kind',
      message: `Sinks of kind ${
        form.sink.kind
      } are not offered here; choose one of ${standards.sinks.join(', ')}.`,
    });
  }
  const first = chosen.at(0) && placeOf(form, chosen[0]);
  for (const role of ['source', 'sink'] as const) {
    const arn = arnOf(form[role]);
    const parts = arn === undefined ? undefined : arnParts(arn);
    if (parts && first) {
      const field = `${role}.${arnFieldOf(form[role].kind)}`;
      if (parts.region !== first.region) {
        problems.push({
          field,
          message: `The ${role} is in ${parts.region}, but ${chosen[0].name} runs in ${first.region}. Choose the ${role} of ${first.region}, or that region.`,
        });
      }
      if (parts.accountId !== first.accountId) {
        problems.push({
          field,
          message: `The ${role} is in account ${parts.accountId}, but ${chosen[0].name}, the first environment, is ${first.accountId}. Give the ${role} of ${chosen[0].name}; later environments use the same name in their own account.`,
        });
      }
    }
  }
  if (arnOrUri(form.source) === arnOrUri(form.sink)) {
    problems.push({
      field: 'sink',
      message:
        'The job would write into what it reads, and read its own output for ever. Choose another sink.',
    });
  } else if (writesBelowSource(form)) {
    problems.push({
      field: 'sink',
      message:
        'The sink is below the prefix that the job reads, so it would read its own output for ever. Choose a prefix beside it.',
    });
  }
  return problems;
}

/** A source on S3 reads everything below its prefix. */
function writesBelowSource({ source, sink }: NewJobForm): boolean {
  const written = writtenUri(sink);
  return (
    source.kind === 's3' &&
    written !== undefined &&
    withSlash(written).startsWith(withSlash(source.uri))
  );
}

function writtenUri(sink: NewJobForm['sink']): string | undefined {
  switch (sink.kind) {
    case 's3':
      return sink.uri;
    case 'iceberg':
      return sink.warehouse;
    default:
      return undefined;
  }
}

function withSlash(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}

function arnFieldOf(kind: NewJobForm['sink']['kind']): string {
  switch (kind) {
    case 'kinesis':
      return 'streamArn';
    case 'msk':
      return 'clusterArn';
    case 'firehose':
      return 'deliveryStreamArn';
    default:
      return 'uri';
  }
}

function arnOrUri(endpoint: NewJobForm['source'] | NewJobForm['sink']): string {
  switch (endpoint.kind) {
    case 'msk':
      return `${endpoint.clusterArn} ${endpoint.topic}`;
    case 's3':
      return endpoint.uri.replace(/\/$/, '');
    case 'iceberg':
      return `${endpoint.database}.${endpoint.table}`;
    default:
      return arnOf(endpoint)!;
  }
}
