import {
  learn,
  valueOf,
  type KnownApplication,
  type MetricSeries,
  type Observation,
  type Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ApplicationJudge } from '../judge/ApplicationJudge';
import { topFindingOf } from '../judge/summarize';
import type { JudgedApplication } from '../judge/JudgedApplication';
import type {
  StoredApplication,
  VerdictTransition,
} from '../store/ApplicationStore';
import type { FlinkStore } from '../store/FlinkStore';
import { mergeSeries } from '../store/metricHour';
import type { VerdictTick } from './VerdictTick';

/** One reading with what was stored before it. */
export interface Emission {
  readonly observation: Observation;
  readonly note?: string;
  readonly before?: StoredApplication;
}

/** Something to be judged again with what is known. */
export interface Rejudgement {
  readonly known: KnownApplication;
  readonly before: StoredApplication;
}

interface Pending {
  readonly known: KnownApplication;
  readonly note?: string;
  readonly before?: StoredApplication;
  readonly added: readonly MetricSeries[];
  readonly operations: readonly Operation[];
}

/** Learns, judges and stores, many applications at a time. */
export class Learner {
  constructor(
    private readonly store: FlinkStore,
    private readonly judge: ApplicationJudge,
    private readonly tick: VerdictTick,
    private readonly now: () => number,
  ) {}

  /** @returns the new stored state by application id */
  async learn(
    emissions: readonly Emission[],
    pollIntervalMs: number,
  ): Promise<Map<string, StoredApplication>> {
    return this.process(
      emissions.map(({ observation, note, before }) => ({
        known: learn(before?.known, observation),
        note,
        before,
        added: observation.metrics
          ? valueOf(observation.metrics)?.series ?? []
          : [],
        operations: newOperations(observation, before),
      })),
      pollIntervalMs,
    );
  }

  async rejudge(
    again: readonly Rejudgement[],
    pollIntervalMs: number,
  ): Promise<void> {
    await this.process(
      again.map(({ known, before }) => ({
        known,
        note: before.note,
        before,
        added: [],
        operations: [],
      })),
      pollIntervalMs,
    );
  }

  private async process(
    pending: readonly Pending[],
    pollIntervalMs: number,
  ): Promise<Map<string, StoredApplication>> {
    const nowMs = this.now();
    const histories = await this.store.metrics.readRecent(
      pending.map(({ known }) => known.application.id),
      nowMs,
    );
    const judged = pending.map(({ known, note, before, added }) => {
      const history = histories.get(known.application.id);
      return this.judge.judge({
        known,
        note,
        previous: before?.judgement,
        tier: before?.tier,
        series: mergeSeries(history?.series ?? [], added),
        restartCounters: mergeSeries(
          history?.restartCounters ?? [],
          added.filter(({ metric }) => metric === 'numRestarts'),
        ),
        pollIntervalMs,
        firstSeenAtMs: before?.firstSeenAtMs ?? nowMs,
        nowMs,
      });
    });
    const transitions = pending.flatMap((each, index) =>
      transitionOf(each.before, judged[index], nowMs),
    );
    await this.write(pending, judged, transitions, nowMs);
    if (transitions.length > 0) {
      await this.tick.publish(nowMs);
    }
    return new Map(
      judged.map((each, index) => [
        each.known.application.id,
        { ...pending[index].before, ...asStored(each) },
      ]),
    );
  }

  private async write(
    pending: readonly Pending[],
    judged: readonly JudgedApplication[],
    transitions: readonly VerdictTransition[],
    rev: number,
  ): Promise<void> {
    await this.store.knex.transaction(async trx => {
      await this.store.metrics.merge(
        new Map(
          pending
            .filter(({ added }) => added.length > 0)
            .map(({ known, added }) => [known.application.id, added]),
        ),
        trx,
      );
      await this.store.applications.write(judged, transitions, rev, trx);
      await this.store.applications.writeOperations(
        pending.flatMap(({ known, operations }) =>
          operations.map(operation => ({
            applicationId: known.application.id,
            operation,
          })),
        ),
        trx,
      );
    });
  }
}

function asStored(judged: JudgedApplication): StoredApplication {
  return {
    id: judged.known.application.id,
    known: judged.known,
    judgement: judged.judgement,
    note: judged.note,
    firstSeenAtMs: judged.firstSeenAtMs,
  };
}

function transitionOf(
  before: StoredApplication | undefined,
  { known, judgement }: JudgedApplication,
  nowMs: number,
): VerdictTransition[] {
  if (before?.judgement.verdict === judgement.verdict) {
    return [];
  }
  const top = topFindingOf(judgement);
  return [
    {
      applicationId: known.application.id,
      atMs: nowMs,
      from: before?.judgement.verdict,
      to: judgement.verdict,
      reason: top && `${top.title}: ${top.message}`,
    },
  ];
}

/** Operations that were not stored, or not like this, with the reading before. */
function newOperations(
  { operations }: Observation,
  before: StoredApplication | undefined,
): Operation[] {
  const stored = new Set(
    (before?.known.operations.lastGood?.value ?? []).map(operation =>
      JSON.stringify(operation),
    ),
  );
  return (valueOf(operations) ?? []).filter(
    operation => !stored.has(JSON.stringify(operation)),
  );
}
