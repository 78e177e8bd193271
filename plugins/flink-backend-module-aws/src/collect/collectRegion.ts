import type { LoggerService } from '@backstage/backend-plugin-api';
import { read } from '@flink-portal/backstage-plugin-flink-common';
import type {
  CollectContext,
  CollectedBefore,
} from '@flink-portal/backstage-plugin-flink-node';
import { monthOf, type MonthlyBudget } from '../budget/MonthlyBudget';
import type { RegionAccess } from '../clients/RegionAccess';
import type { ManagedConfig } from '../config/ManagedConfig';
import { listApplications, type ListedApplication } from './listApplications';
import { addMetrics } from './metricsPart';
import { readNote, writeNote } from './Note';
import { PartReader } from './PartReader';
import { readApplication, type ReadApplication } from './readApplication';

// So many applications are handed over together: early enough when time runs out, and few calls for metrics.
const GROUP_SIZE = 50;

/** What collecting a region needs besides the context of one collection. */
export interface CollectRegionInput {
  readonly access: RegionAccess;
  readonly config: ManagedConfig;
  readonly budget: MonthlyBudget;
  readonly logger: LoggerService;
}

/**
 * Reads all applications of an account and region.
 *
 * @throws FlinkSourceError when the list could not be read; the signal's reason when aborted
 */
export async function collectRegion(
  input: CollectRegionInput,
  context: CollectContext,
): Promise<void> {
  const { access, budget, logger } = input;
  const { sourceId } = access.region;
  const before = await context.before();
  budget.learn(sourceId, notedMetricsOf(before, context.now()), context.now());

  const listing = await listApplications(access, context);
  await context.alive();
  for (const name of listing.legacySql) {
    logger.debug(
      `Left out ${name} in ${sourceId}: it is a legacy SQL application`,
    );
  }

  const present: string[] = [];
  for (const group of groupsOf(inOrder(listing.applications, context))) {
    context.signal.throwIfAborted();
    for (const application of await readGroup(input, context, before, group)) {
      const { observation, warnings, note, listed } = application;
      present.push(listed.id);
      await context.emit(
        warnings.length > 0
          ? { ...observation, events: read(warnings, observation.observedAt) }
          : observation,
        writeNote(note),
      );
    }
  }
  context.signal.throwIfAborted();
  await context.complete(present);
}

async function readGroup(
  { access, config, budget, logger }: CollectRegionInput,
  context: CollectContext,
  before: ReadonlyMap<string, CollectedBefore>,
  group: readonly ListedApplication[],
): Promise<ReadApplication[]> {
  const applications = await Promise.all(
    group.map(listed =>
      readApplication({
        listed,
        before: before.get(listed.id),
        close:
          context.wantsClose(listed.id) ||
          (before.get(listed.id)?.wantsClose ?? false),
        nowMs: context.now(),
        parts: new PartReader(access, context, listed.name, () =>
          context.now(),
        ),
        redaction: config.redaction,
      }),
    ),
  );
  return addMetrics(
    {
      access,
      context,
      config,
      budget,
      nowMs: context.now(),
      onMessages: messages =>
        logger.warn(
          `CloudWatch says about ${access.region.sourceId}: ${messages.join(
            '; ',
          )}`,
        ),
    },
    applications.filter(application => application !== undefined),
  );
}

/** Those that somebody waits for come first. */
function inOrder(
  applications: readonly ListedApplication[],
  context: CollectContext,
): ListedApplication[] {
  const rank = ({ id }: ListedApplication) => (context.wantsClose(id) ? 0 : 1);
  return [...applications].sort((a, b) => rank(a) - rank(b));
}

function groupsOf(
  applications: readonly ListedApplication[],
): ListedApplication[][] {
  const groups: ListedApplication[][] = [];
  for (let start = 0; start < applications.length; start += GROUP_SIZE) {
    groups.push(applications.slice(start, start + GROUP_SIZE));
  }
  return groups;
}

function notedMetricsOf(
  before: ReadonlyMap<string, CollectedBefore>,
  nowMs: number,
): number {
  const month = monthOf(nowMs);
  return [...before.values()].reduce((sum, { note }) => {
    const { spend } = readNote(note);
    return spend?.month === month ? sum + spend.metrics : sum;
  }, 0);
}
