import {
  ListApplicationsCommand,
  type ApplicationSummary,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { formatApplicationId } from '@flink-portal/backstage-plugin-flink-common';
import { FlinkSourceError } from '@flink-portal/backstage-plugin-flink-node';
import { callFailure } from '../clients/callFailure';
import type { CallContext, RegionAccess } from '../clients/RegionAccess';
import { isLegacySql } from '../translate/flinkVersionOf';

const PAGE_SIZE = 50;
// The quota is 100 applications per region and can be raised; a token that never ends is an error.
const MAX_PAGES = 200;

/** An application as the list knows it. */
export interface ListedApplication {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** ApplicationStatus, as the service wrote it. */
  readonly status: string;
  readonly versionId: number;
  readonly runtimeEnvironment?: string;
  readonly interactive: boolean;
}

/** All Flink applications of an account and region, and the SQL ones that are left out. */
export interface Listing {
  readonly applications: readonly ListedApplication[];
  readonly legacySql: readonly string[];
}

/** @throws FlinkSourceError when a page could not be read: a partial list is no list */
export async function listApplications(
  access: RegionAccess,
  context: CallContext,
): Promise<Listing> {
  const summaries = new Map<string, ApplicationSummary>();
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await listPage(access, context, nextToken);
    for (const summary of answer.ApplicationSummaries ?? []) {
      // An application created between two pages can appear on both.
      summaries.set(summary.ApplicationName ?? '', summary);
    }
    nextToken = answer.NextToken;
    if (!nextToken) {
      return split(access, [...summaries.values()]);
    }
  }
  throw new FlinkSourceError(
    'invalid',
    `Cannot list Managed Flink applications in account ${access.region.accountId} (${access.region.region}): the list does not end after ${MAX_PAGES} pages. Health is Unknown.`,
  );
}

async function listPage(
  access: RegionAccess,
  context: CallContext,
  nextToken: string | undefined,
) {
  const action = 'kinesisanalytics:ListApplications';
  const command = new ListApplicationsCommand({
    Limit: PAGE_SIZE,
    NextToken: nextToken,
  });
  try {
    return await access.call(action, context, options =>
      access.analytics.send(command, options),
    );
  } catch (error) {
    context.signal.throwIfAborted();
    const { reason, message } = callFailure(error, {
      doing: 'list Managed Flink applications',
      action,
      region: access.region,
      consequence: 'Health is Unknown.',
    });
    throw new FlinkSourceError(reason, message, error);
  }
}

function split(
  { region }: RegionAccess,
  summaries: readonly ApplicationSummary[],
): Listing {
  const applications: ListedApplication[] = [];
  const legacySql: string[] = [];
  for (const summary of summaries) {
    const name = summary.ApplicationName;
    if (!name) {
      continue;
    }
    if (isLegacySql(summary.RuntimeEnvironment)) {
      legacySql.push(name);
      continue;
    }
    applications.push({
      id: formatApplicationId({
        runtime: 'managed',
        accountId: region.accountId,
        region: region.region,
        name,
      }),
      name,
      arn: summary.ApplicationARN ?? '',
      status: summary.ApplicationStatus ?? 'no status',
      versionId: summary.ApplicationVersionId ?? 0,
      runtimeEnvironment: summary.RuntimeEnvironment,
      interactive: summary.ApplicationMode === 'INTERACTIVE',
    });
  }
  return { applications, legacySql };
}
