import type { KnownApplication } from '@flink-portal/backstage-plugin-flink-common';
import type {
  Timeline,
  TimelineItem,
  TimelineKind,
} from '../../schema/openapi/generated/models';
import type { GetApplicationTimeline } from '../../schema/openapi/generated/apis';
import type { ActionLists } from '../../operate/store/ActionLists';
import type { FlinkStore } from '../../store/FlinkStore';
import { toIso, type ApplicationRow } from '../../store/rows';
import type { Inventory } from '../Inventory';
import { actionItem, operationsOfActions } from './actionItems';
import { failedCheckpointItems, restartItems } from './counterItems';
import { eventItem } from './eventItems';
import { faultItem } from './faultItems';
import type { KeptFaults } from './KeptFaults';
import { operationItem } from './operationItems';
import {
  comparePositions,
  decodePosition,
  encodePosition,
  type TimelinePosition,
} from './timelineCursor';
import { verdictItems } from './verdictItems';

/** What can be asked of a timeline. */
export type TimelineQuestion = GetApplicationTimeline['query'];

const DAY_MS = 24 * 60 * 60_000;
const LENGTH_MS: Readonly<
  Record<NonNullable<TimelineQuestion['range']>, number>
> = { '24h': DAY_MS, '7d': 7 * DAY_MS, '30d': 30 * DAY_MS };
const DEFAULT_LIMIT = 50;
/** Read beyond a page, so that things of one instant are never lost between two pages. */
const MARGIN = 200;
/** What began this long before the range may still go on in it, ms. */
const LOOK_BACK_MS = DAY_MS;

/** Answers what happened to an application: six queries to the database, whatever is asked. */
export class ApplicationTimeline {
  constructor(
    private readonly store: FlinkStore,
    private readonly inventory: Inventory,
    private readonly now: () => number,
    private readonly faults?: KeptFaults,
    private readonly actions?: Pick<ActionLists, 'readWithin'>,
  ) {}

  /** @throws InputError when the cursor is not one of a timeline */
  async read(
    row: ApplicationRow,
    question: TimelineQuestion,
  ): Promise<Timeline> {
    const toMs = this.now();
    const fromMs = toMs - LENGTH_MS[question.range ?? '7d'];
    const limit = question.limit ?? DEFAULT_LIMIT;
    const after =
      question.cursor === undefined
        ? undefined
        : decodePosition(question.cursor);
    const kinds = new Set<TimelineKind>(question.kind ?? []);

    const items = (
      await this.readItems(row, fromMs, after?.atMs ?? toMs, limit, kinds)
    )
      .filter(
        item =>
          (kinds.size === 0 || kinds.has(item.kind)) &&
          Date.parse(item.endedAt ?? item.at) >= fromMs &&
          (!after || comparePositions(after, positionOf(item)) < 0),
      )
      .sort((one, other) =>
        comparePositions(positionOf(one), positionOf(other)),
      );
    const page = items.slice(0, limit);
    const last = page.at(-1);
    return {
      from: toIso(fromMs),
      to: toIso(toMs),
      items: page,
      nextCursor:
        last && items.length > limit
          ? encodePosition(positionOf(last))
          : undefined,
    };
  }

  private async readItems(
    { id, known_json }: ApplicationRow,
    fromMs: number,
    untilMs: number,
    limit: number,
    kinds: ReadonlySet<TimelineKind>,
  ): Promise<TimelineItem[]> {
    const most = limit + MARGIN;
    const [transitions, operations, counters, events, faults, actions = []] =
      await Promise.all([
        this.store.transitions.readBackwards(id, untilMs, most),
        this.inventory.readOperationsWithin(
          id,
          fromMs - LOOK_BACK_MS,
          untilMs + LOOK_BACK_MS,
        ),
        this.store.metrics.readCounters(id, fromMs, this.now()),
        this.store.events.readBackwards(
          id,
          fromMs - LOOK_BACK_MS,
          untilMs,
          most,
        ),
        this.faults?.readKept(id, fromMs, untilMs, most),
        this.actions?.readWithin(id, fromMs - LOOK_BACK_MS, untilMs),
      ]);
    const known: KnownApplication = JSON.parse(known_json);
    // Who asks for operations alone gets those of actions too; else the action tells them.
    const told =
      kinds.size === 0 || kinds.has('action')
        ? operationsOfActions(actions)
        : new Set<string>();
    return [
      ...actions.map(actionItem),
      ...verdictItems(transitions, operations),
      ...operations
        .filter(({ id: each }) => !told.has(each))
        .map(operationItem),
      ...restartItems(counters, operations),
      ...failedCheckpointItems(counters, known.jobs.lastGood?.value ?? []),
      ...events.map(eventItem),
      ...(faults ?? []).map(faultItem),
    ];
  }
}

function positionOf({ at, id }: TimelineItem): TimelinePosition {
  return { atMs: Date.parse(at), id };
}
