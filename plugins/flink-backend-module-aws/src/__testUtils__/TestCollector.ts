import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import {
  valueOf,
  type Observation,
  type ObservedState,
} from '@flink-portal/backstage-plugin-flink-common';
import type { CollectedBefore } from '@flink-portal/backstage-plugin-flink-node';
import { readManagedConfig } from '../config/readManagedConfig';
import { ManagedRuntime } from '../ManagedRuntime';
import { ACCOUNT, REGION } from './FarSide';

export const START_MS = Date.parse('2026-11-22T14:00:00.000Z');
const MINUTE_MS = 60_000;

/** Collects one account and region again and again, with a clock of its own, as the backend does. */
export class TestCollector {
  nowMs = START_MS;
  readonly stored = new Map<string, CollectedBefore>();
  readonly close = new Set<string>();
  readonly abort = new AbortController();
  counts: Record<string, number> = {};
  usd = 0;
  completed: readonly string[] | undefined;
  readonly runtime: ManagedRuntime;

  constructor(aws: JsonObject = {}) {
    this.runtime = new ManagedRuntime({
      config: readManagedConfig(
        new ConfigReader({
          flink: {
            aws: {
              accounts: [{ accountId: ACCOUNT, regions: [REGION] }],
              ...aws,
            },
          },
        }),
      ),
      credentials: {
        getCredentialProvider: async () => ({
          sdkCredentialProvider: async () => ({
            accessKeyId: 'test',
            secretAccessKey: 'test',
          }),
        }),
      },
      logger: mockServices.logger.mock(),
      now: () => this.nowMs,
    });
  }

  /** One collection; `afterMinutes` moves the clock first. */
  async collect(afterMinutes = 0): Promise<void> {
    this.nowMs += afterMinutes * MINUTE_MS;
    this.counts = {};
    this.completed = undefined;
    const [source] = await this.runtime.sources();
    await this.runtime.collect(source, {
      signal: this.abort.signal,
      now: () => this.nowMs,
      before: async () => this.stored,
      wantsClose: id => this.close.has(id),
      emit: async (observation, note) => {
        this.stored.set(observation.application.id, {
          observation,
          note,
          wantsClose: false,
        });
      },
      complete: async ids => {
        this.completed = ids;
      },
      alive: async () => {},
      count: (operation, usd = 0) => {
        this.counts[operation] = (this.counts[operation] ?? 0) + 1;
        this.usd += usd;
      },
    });
  }

  observation(name: string): Observation {
    const found = this.stored.get(idOf(name));
    if (!found) {
      throw new Error(`${name} was not emitted`);
    }
    return found.observation;
  }

  state(name: string): ObservedState {
    const state = valueOf(this.observation(name).state);
    if (!state) {
      throw new Error(`the state of ${name} was not read`);
    }
    return state;
  }
}

export function idOf(name: string): string {
  return `managed:${ACCOUNT}/${REGION}/${name}`;
}
