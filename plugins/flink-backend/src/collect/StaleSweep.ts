import {
  unreadable,
  type Known,
  type KnownApplication,
} from '@flink-portal/backstage-plugin-flink-common';
import type { StoredApplication } from '../store/ApplicationStore';
import type { FlinkStore } from '../store/FlinkStore';
import type { StoredSource } from '../store/SourceStore';
import type { Learner } from './Learner';

/** Readings that may be missed before nothing is known any more. */
const MISSED_READINGS = 3;

/** The id of the sweep's task. */
export const STALE_TASK_ID = 'flink-judge-stale';

/**
 * Judges again what nobody handed over for a while. Of a source that is not read any more the applications
 * turn Unknown, with the source's own failure as the reason. Of a watch that is current they are judged
 * with the state as of its last sign of life: that nothing was handed over means that nothing changed.
 */
export class StaleSweep {
  constructor(
    private readonly store: FlinkStore,
    private readonly learner: Learner,
    private readonly now: () => number,
  ) {}

  async run(): Promise<void> {
    for (const source of await this.store.sources.list()) {
      const again = await this.findStale(source);
      for (let start = 0; start < again.length; start += 50) {
        await this.learner.rejudge(
          again.slice(start, start + 50),
          source.pollIntervalMs,
        );
      }
    }
  }

  private async findStale(source: StoredSource) {
    const nowMs = this.now();
    const goodBeforeMs = nowMs - MISSED_READINGS * source.pollIntervalMs;
    const { lastGoodAtMs } = source;
    const isCurrent =
      source.mode === 'watch' &&
      lastGoodAtMs !== undefined &&
      lastGoodAtMs >= goodBeforeMs;
    if (isCurrent) {
      const quiet = await this.store.applications.readJudgedBefore(
        source.id,
        nowMs - source.pollIntervalMs,
      );
      return quiet.map(before => ({
        before,
        known: asOf(before.known, lastGoodAtMs),
      }));
    }
    const stale = await this.store.applications.readStale(
      source.id,
      goodBeforeMs,
    );
    return stale.map(before => ({
      before,
      known: withFailure(before, source, nowMs),
    }));
  }
}

/** The state as a watch vouches for it: unchanged up to its last sign of life. */
function asOf(known: KnownApplication, atMs: number): KnownApplication {
  const { latest, lastGood } = known.state;
  if (latest.status !== 'read' || Date.parse(latest.at) >= atMs) {
    return known;
  }
  const at = new Date(atMs).toISOString();
  const state: Known<typeof latest.value> = {
    latest: { ...latest, at },
    ...(lastGood ? { lastGood: { ...lastGood, at } } : {}),
  };
  return { ...known, state };
}

function withFailure(
  { known }: StoredApplication,
  source: StoredSource,
  nowMs: number,
): KnownApplication {
  if (!source.error && known.state.latest.status === 'unreadable') {
    return known;
  }
  const at = new Date(source.lastAttemptAtMs ?? nowMs).toISOString();
  return {
    ...known,
    state: {
      ...known.state,
      latest: unreadable(
        source.error?.reason ?? 'timeout',
        source.error?.message ??
          `${source.title} has not been read for three intervals; see the portal's sources`,
        at,
      ),
    },
  };
}
