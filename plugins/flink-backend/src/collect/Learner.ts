import {
  learn,
  valueOf,
  type KnownApplication,
  type MetricSeries,
  type Observation,
  type Operation,
  type Reading,
  type RuntimeEvent,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ApplicationJudge } from '../judge/ApplicationJudge';
import type { JudgedApplication } from '../judge/JudgedApplication';
import { Requesters } from '../operate/store/Requesters';
import type { StoredApplication } from '../store/ApplicationStore';
import type { FlinkStore } from '../store/FlinkStore';
import { factsFromLabels } from '../store/labelFacts';
import { mergeSeries } from '../store/metricHour';
import type { VerdictTransition } from '../store/VerdictTransition';
import type { TransitionListener } from './TransitionListener';
import { transitionsOf } from './transitionsOf';

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
  readonly warnings: readonly RuntimeEvent[];
}

/** Learns, judges and stores, many applications at a time. */
export class Learner {
  constructor(
    private readonly store: FlinkStore,
    private readonly judge: ApplicationJudge,
    private readonly listener: TransitionListener,
    private readonly now: () => number,
  ) {}

  /** @returns the new stored state by application id */
  async learn(
    emissions: readonly Emission[],
    pollIntervalMs: number,
  ): Promise<Map<string, StoredApplication>> {
    const nowMs = this.now();
    const observations = await new Requesters(this.store.knex).nameIn(
      emissions.map(({ observation }) => observation),
    );
    const pending = emissions.map(({ note, before }, index): Pending => {
      const observation = observations[index];
      return {
        known: learn(before?.known, observation),
        note,
        before,
        added: observation.metrics
          ? valueOf(observation.metrics)?.series ?? []
          : [],
        operations: newIn(
          observation.operations,
          before?.known.operations.lastGood?.value,
        ),
        warnings: newIn(
          observation.events,
          before?.known.events.lastGood?.value,
        ).filter(({ type }) => type === 'warning'),
      };
    });
    const judged = await this.judgeAll(pending, pollIntervalMs, nowMs);
    const transitions = pending.flatMap((each, index) =>
      transitionsOf(each.before, judged[index], pollIntervalMs, nowMs),
    );
    await this.write(pending, judged, transitions, nowMs);
    await this.announce(transitions);
    return new Map(
      judged.map((each, index) => [
        each.known.application.id,
        { ...pending[index].before, ...asStored(each, nowMs) },
      ]),
    );
  }

  /** Judges again without a new reading; what was written in the meantime is newer and stays. */
  async rejudge(
    again: readonly Rejudgement[],
    pollIntervalMs: number,
  ): Promise<void> {
    const nowMs = this.now();
    const pending = again.map(({ known, before }) => ({
      known,
      note: before.note,
      before,
      added: [],
    }));
    const judged = await this.judgeAll(pending, pollIntervalMs, nowMs);
    const transitions: VerdictTransition[] = [];
    for (const [index, each] of judged.entries()) {
      const { before } = again[index];
      const found = transitionsOf(before, each, pollIntervalMs, nowMs);
      // Both or neither: a changed verdict without its transition would be missing from every history.
      const isWritten = await this.store.knex.transaction(async trx => {
        const { applications } = this.store;
        if (
          !(await applications.writeUnlessChanged(each, before.rev, nowMs, trx))
        ) {
          return false;
        }
        await this.store.transitions.write(found, trx);
        return true;
      });
      if (isWritten) {
        transitions.push(...found);
      }
    }
    await this.announce(transitions);
  }

  private async judgeAll(
    pending: ReadonlyArray<Omit<Pending, 'operations' | 'warnings'>>,
    pollIntervalMs: number,
    nowMs: number,
  ): Promise<JudgedApplication[]> {
    const histories = await this.store.metrics.readRecent(
      pending.map(({ known }) => known.application.id),
      nowMs,
    );
    return pending.map(({ known, note, before, added }) => {
      const history = histories.get(known.application.id);
      return this.judge.judge({
        known,
        note,
        previous: before?.judgement,
        tier: before?.tier ?? factsFromLabels(known.application.labels).tier,
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
  }

  private async announce(
    transitions: readonly VerdictTransition[],
  ): Promise<void> {
    if (transitions.length > 0) {
      await this.listener.onTransitions(transitions);
    }
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
      await this.store.applications.write(judged, rev, trx);
      await this.store.transitions.write(transitions, trx);
      await this.store.applications.writeOperations(
        pending.flatMap(({ known, operations }) =>
          operations.map(operation => ({
            applicationId: known.application.id,
            operation,
          })),
        ),
        trx,
      );
      await this.store.events.write(
        pending.flatMap(({ known, warnings }) =>
          warnings.map(event => ({
            applicationId: known.application.id,
            event,
          })),
        ),
        trx,
      );
    });
  }
}

function asStored(judged: JudgedApplication, rev: number): StoredApplication {
  return {
    id: judged.known.application.id,
    known: judged.known,
    judgement: judged.judgement,
    note: judged.note,
    firstSeenAtMs: judged.firstSeenAtMs,
    judgedAtMs: judged.judgedAtMs,
    rev,
    // What was handed over is there, whether it was gone before or not.
    removedAtMs: undefined,
  };
}

/** What a list holds that was not stored, or not like this, with the reading before. */
function newIn<T>(reading: Reading<readonly T[]>, before: readonly T[] = []) {
  const stored = new Set(before.map(each => JSON.stringify(each)));
  return (valueOf(reading) ?? []).filter(
    each => !stored.has(JSON.stringify(each)),
  );
}
