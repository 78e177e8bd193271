import {
  DescribeApplicationOperationCommand,
  ListApplicationOperationsCommand,
  type ApplicationOperationInfo,
} from '@aws-sdk/client-kinesis-analytics-v2';
import {
  operationKindOf,
  toOperation,
  toOperationDetails,
  type ManagedOperation,
  type OperationDetails,
} from '../translate/toOperation';
import type { PartAnswer, PartReader } from './PartReader';

const PAGE_SIZE = 50;
// The order is not documented. Newest first is what was seen, and then one page is enough.
const MAX_PAGES = 10;
/** How many operations are described in one collection: each is one call, made once. */
const MAX_DESCRIBED = 5;
/** Of the newest changes the versions are read as well, for the timeline. */
const CHANGES_WITH_VERSIONS = 3;
const FAILURES_WITH_TEXT = 10;

/** Operations, newest first, and the details that are worth keeping. */
export interface ReadOperations {
  readonly operations: readonly ManagedOperation[];
  readonly details: Readonly<Record<string, OperationDetails>>;
}

/** Lists the newest operations and describes those whose details are not known yet. */
export async function readOperations(
  parts: PartReader,
  known: Readonly<Record<string, OperationDetails>>,
): Promise<PartAnswer<ReadOperations>> {
  const listed = await list(parts);
  if (!listed.ok) {
    return listed;
  }
  const infos = listed.value;
  const ids = new Set(infos.flatMap(({ OperationId }) => OperationId ?? []));
  const details: Record<string, OperationDetails> = Object.fromEntries(
    Object.entries(known).filter(([id]) => ids.has(id)),
  );
  const notKept: Record<string, OperationDetails> = {};
  await Promise.all(
    worthDescribing(infos, details).map(async id => {
      const answer = await describeOperation(parts, id);
      if (answer.ok) {
        details[id] = answer.value;
      } else if (answer.failed.status === 'unreadable') {
        // Shown now, and tried again next time.
        notKept[id] = { failure: answer.failed.message };
      }
    }),
  );
  return {
    ok: true,
    value: {
      operations: infos.flatMap(info => {
        const id = info.OperationId ?? '';
        const failed = info.OperationStatus === 'FAILED';
        return (
          toOperation(
            info,
            details[id] ?? (failed ? notKept[id] : undefined),
          ) ?? []
        );
      }),
      details,
    },
  };
}

async function list(
  parts: PartReader,
): Promise<PartAnswer<ApplicationOperationInfo[]>> {
  const infos: ApplicationOperationInfo[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const command = new ListApplicationOperationsCommand({
      ApplicationName: parts.applicationName,
      Limit: PAGE_SIZE,
      NextToken: nextToken,
    });
    const answer = await parts.read(
      'list operations of',
      'kinesisanalytics:ListApplicationOperations',
      options => parts.access.analytics.send(command, options),
    );
    if (!answer.ok) {
      return answer;
    }
    infos.push(...(answer.value.ApplicationOperationInfoList ?? []));
    nextToken = answer.value.NextToken;
    if (!nextToken || startsWithNewest(infos)) {
      break;
    }
  }
  return {
    ok: true,
    value: infos.sort((a, b) => startOf(b) - startOf(a)).slice(0, PAGE_SIZE),
  };
}

function startsWithNewest(infos: readonly ApplicationOperationInfo[]): boolean {
  const last = infos.at(-1);
  return !last || startOf(infos[0]) >= startOf(last);
}

function startOf(info: ApplicationOperationInfo): number {
  return info.StartTime?.getTime() ?? 0;
}

function worthDescribing(
  infos: readonly ApplicationOperationInfo[],
  known: Readonly<Record<string, OperationDetails>>,
): string[] {
  const failures = infos
    .slice(0, FAILURES_WITH_TEXT)
    .filter(({ OperationStatus }) => OperationStatus === 'FAILED');
  const changes = infos
    .filter(
      ({ Operation, OperationStatus }) =>
        OperationStatus !== 'IN_PROGRESS' &&
        ['update', 'rollback'].includes(operationKindOf(Operation ?? '')),
    )
    .slice(0, CHANGES_WITH_VERSIONS);
  return [...new Set([...failures, ...changes])]
    .flatMap(({ OperationId }) => OperationId ?? [])
    .filter(id => !Object.hasOwn(known, id))
    .slice(0, MAX_DESCRIBED);
}

async function describeOperation(
  parts: PartReader,
  operationId: string,
): Promise<PartAnswer<OperationDetails>> {
  const command = new DescribeApplicationOperationCommand({
    ApplicationName: parts.applicationName,
    OperationId: operationId,
  });
  const answer = await parts.read(
    `describe operation ${operationId} of`,
    'kinesisanalytics:DescribeApplicationOperation',
    options => parts.access.analytics.send(command, options),
  );
  if (!answer.ok) {
    return answer;
  }
  return {
    ok: true,
    value: toOperationDetails(
      answer.value.ApplicationOperationInfoDetails ?? {
        Operation: undefined,
        StartTime: undefined,
        EndTime: undefined,
        OperationStatus: undefined,
      },
    ),
  };
}
