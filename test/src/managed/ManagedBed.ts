/* eslint-disable @backstage/no-undeclared-imports -- a tool of tests, though its name does not end in .test.ts */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  ListApplicationOperationsCommand,
  ListApplicationSnapshotsCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type {
  ActionRequest,
  Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type {
  ActionOrder,
  ActionProgress,
  OperateContext,
  RuntimePlan,
} from '@flink-portal/backstage-plugin-flink-node';
import {
  createAwsListener,
  createWorld,
  FixedClock,
} from '@flink-portal/sandbox';
import {
  ManagedRuntime,
  readManagedConfig,
} from '../../incidents/record/runtimes';
import { FaultProxy } from './FaultProxy';

/** A Friday afternoon. */
export const START_MS = Date.UTC(2026, 10, 20, 13, 0);
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
const WRITE_TIMEOUT_MS = 500;
const SILENT: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => SILENT,
};

/** Where a bed's applications are. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export const EAST: Place = { account: '111122223333', region: 'us-east-1' };
export const WEST: Place = { account: '111122223333', region: 'eu-west-1' };
export const DEV: Place = { account: '444455556666', region: 'us-east-1' };

/** The managed runtime over the sandbox’s AWS side, with a proxy that makes calls go wrong. */
export class ManagedBed {
  readonly clock = new FixedClock(START_MS);
  readonly world = createWorld({ seed: 'actions', clock: this.clock });
  readonly abort = new AbortController();
  runtime!: ManagedRuntime;
  proxy!: FaultProxy;
  #server!: Server;
  #client!: KinesisAnalyticsV2Client;
  #orders = 0;
  readonly #observed = new Map<string, Observation>();

  constructor(
    private readonly place: Place = EAST,
    private readonly aws: JsonObject = {},
  ) {}

  async start(): Promise<void> {
    this.#server = createAwsListener({ world: this.world });
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
    const { port } = this.#server.address() as AddressInfo;
    const direct = `http://127.0.0.1:${port}`;
    this.proxy = new FaultProxy(direct);
    const endpoint = await this.proxy.start();
    const { account, region } = this.place;
    const credentials = {
      accessKeyId: `AKIASANDBOX${account}`,
      secretAccessKey: 'sandbox',
    };
    this.#client = new KinesisAnalyticsV2Client({
      endpoint: direct,
      region,
      credentials,
    });
    this.runtime = new ManagedRuntime({
      config: readManagedConfig(
        new ConfigReader({
          flink: {
            aws: {
              accounts: [{ accountId: account, regions: [region] }],
              endpoints: { kinesisAnalytics: endpoint, cloudWatch: direct },
              // Nothing here is judged by metrics.
              metrics: { enabled: false },
              ...this.aws,
            },
          },
        }),
      ),
      credentials: {
        getCredentialProvider: async () => ({
          sdkCredentialProvider: async () => credentials,
        }),
      },
      logger: SILENT,
      now: () => this.clock.now(),
      writes: { timeoutMs: WRITE_TIMEOUT_MS, backoffMs: 1 },
    });
    await this.observe();
  }

  async stop(): Promise<void> {
    this.#client.destroy();
    await this.proxy.stop();
    await new Promise<void>(done => {
      this.#server.close(() => done());
      this.#server.closeAllConnections();
    });
  }

  /** Reads everything, as the backend does in the background. */
  async observe(): Promise<void> {
    const [source] = await this.runtime.sources();
    await this.runtime.collect(source, {
      signal: this.abort.signal,
      now: () => this.clock.now(),
      before: async () => new Map(),
      wantsClose: () => true,
      emit: async observation => {
        this.#observed.set(observation.application.name, observation);
      },
      complete: async () => {},
      alive: async () => {},
      count: () => {},
    });
  }

  observation(name: string): Observation {
    const found = this.#observed.get(name);
    if (!found) {
      throw new Error(`${name} was not observed`);
    }
    return found;
  }

  context(): OperateContext {
    return {
      signal: this.abort.signal,
      now: () => this.clock.now(),
      count: () => {},
    };
  }

  plan(name: string, request: ActionRequest): Promise<RuntimePlan> {
    return this.runtime.actions.plan(
      this.observation(name),
      request,
      this.context(),
    );
  }

  /** What a person confirms after the plan. */
  async order(name: string, request: ActionRequest): Promise<ActionOrder> {
    const { target } = await this.plan(name, request);
    this.#orders += 1;
    return {
      actionId: `a0000000-0000-4000-8000-${String(this.#orders).padStart(
        12,
        '0',
      )}`,
      request,
      requestedBy: 'user:default/kira',
      orderedAtMs: this.clock.now(),
      token: target.token,
    };
  }

  async send(name: string, order: ActionOrder): Promise<string> {
    const { handle } = await this.runtime.actions.send(
      this.observation(name),
      order,
      this.context(),
    );
    return handle;
  }

  look(
    name: string,
    order: ActionOrder,
    handle?: string,
  ): Promise<ActionProgress> {
    return this.runtime.actions.look(
      this.observation(name),
      order,
      handle,
      this.context(),
    );
  }

  /** Plans, sends, and looks every ten seconds until it ended. */
  async run(name: string, request: ActionRequest): Promise<ActionProgress> {
    const order = await this.order(name, request);
    return this.follow(name, order, await this.send(name, order));
  }

  async follow(
    name: string,
    order: ActionOrder,
    handle: string,
  ): Promise<ActionProgress> {
    let kept = handle;
    for (let looks = 0; looks < 120; looks++) {
      const progress = await this.look(name, order, kept);
      if (progress.status !== 'underway') {
        return progress;
      }
      kept = progress.handle ?? kept;
      this.clock.advance(10 * SECOND_MS);
    }
    throw new Error(`${name} did not come to an end`);
  }

  /** What AWS says, past the proxy. */
  async describe(name: string) {
    const answer = await this.#client.send(
      new DescribeApplicationCommand({ ApplicationName: name }),
    );
    return answer.ApplicationDetail!;
  }

  async operations(name: string) {
    const answer = await this.#client.send(
      new ListApplicationOperationsCommand({ ApplicationName: name }),
    );
    return answer.ApplicationOperationInfoList ?? [];
  }

  async snapshots(name: string) {
    const answer = await this.#client.send(
      new ListApplicationSnapshotsCommand({ ApplicationName: name }),
    );
    return answer.SnapshotSummaries ?? [];
  }

  /** Another person’s hands. */
  get client(): KinesisAnalyticsV2Client {
    return this.#client;
  }
}
