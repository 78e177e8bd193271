import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import {
  parseApplicationId,
  valueOf,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkSourceError,
  type CollectContext,
  type FaultsAnswer,
  type FaultsQuery,
  type FlinkRuntime,
  type FlinkSource,
  type MetricsAnswer,
  type MetricsQuery,
} from '@flink-portal/backstage-plugin-flink-node';
import { MonthlyBudget } from './budget/MonthlyBudget';
import { AwsAccess } from './clients/AwsAccess';
import { callFailure } from './clients/callFailure';
import type { RegionAccess } from './clients/RegionAccess';
import { collectRegion } from './collect/collectRegion';
import type { ManagedConfig, ScannedRegion } from './config/ManagedConfig';
import { readFaults } from './faults/readFaults';
import type { Discovery } from './metrics/Discovery';
import { metricsSubjectOf } from './metrics/MetricsSubject';
import { readRange } from './metrics/readRange';
import { ManagedCreation } from './operate/create/ManagedCreation';
import { BACKOFF_MS, ManagedActions } from './operate/ManagedActions';

// A first look at a hundred applications takes a few hundred calls, three at a time.
const COLLECT_TIMEOUT_MS = 3 * 60_000;

/** What the runtime is built from. */
export interface ManagedRuntimeOptions {
  readonly config: ManagedConfig;
  readonly credentials: AwsCredentialsManager;
  readonly logger: LoggerService;
  /** Epoch ms; for reads on demand. A collection brings its own clock. */
  readonly now?: () => number;
  /** How calls that change something are made; shorter in tests. */
  readonly writes?: {
    /** Before it is given up and looked for, ms. */
    readonly timeoutMs?: number;
    /** Before one is repeated that AWS turned away for its rate, ms. */
    readonly backoffMs?: number;
  };
}

/** The runtime `managed`: Amazon Managed Service for Apache Flink. */
export class ManagedRuntime implements FlinkRuntime {
  readonly runtime = 'managed';
  readonly actions: ManagedActions;
  readonly creation: ManagedCreation;
  private readonly aws: AwsAccess;
  private readonly budget: MonthlyBudget;
  private readonly discoveries = new Map<string, Discovery>();

  constructor(private readonly options: ManagedRuntimeOptions) {
    const { config, credentials } = options;
    this.aws = new AwsAccess(
      credentials,
      config.endpoints,
      options.writes?.timeoutMs,
    );
    this.budget = new MonthlyBudget(config.metrics.monthlyBudgetUsd);
    this.actions = new ManagedActions({
      config,
      accessTo: sourceId => this.regionOf(sourceId),
      now: options.now,
      backoffMs: options.writes?.backoffMs,
    });
    this.creation = new ManagedCreation({
      config,
      accessTo: sourceId => this.regionOf(sourceId),
      backoffMs: options.writes?.backoffMs ?? BACKOFF_MS,
    });
  }

  async sources(): Promise<readonly FlinkSource[]> {
    const { scope, pollIntervalMs, metrics } = this.options.config;
    return scope.map(({ sourceId, accountId, accountName, region }) => ({
      id: sourceId,
      runtime: 'managed',
      title: accountName
        ? `${accountName} (${accountId}) / ${region}`
        : `${accountId} / ${region}`,
      pollIntervalMs,
      mode: 'poll',
      timeoutMs: COLLECT_TIMEOUT_MS,
      // One budget for all accounts and regions: what one spends, the others lack.
      ...(metrics.monthlyBudgetUsd === undefined
        ? {}
        : { budgetUsdPerMonth: metrics.monthlyBudgetUsd }),
    }));
  }

  async collect(source: FlinkSource, context: CollectContext): Promise<void> {
    const { config, logger } = this.options;
    const access = await this.regionOf(source.id);
    await collectRegion(
      { access, config, budget: this.budget, logger },
      context,
    );
  }

  async readMetrics(
    observation: Observation,
    query: MetricsQuery,
  ): Promise<MetricsAnswer> {
    const { id, sourceId } = observation.application;
    if (!this.options.config.metrics.enabled) {
      throw new FlinkSourceError(
        'budget',
        'Metrics are not read: flink.aws.metrics.enabled is false.',
      );
    }
    const name = managedNameOf(id);
    const access = await this.regionOf(sourceId);
    const configuration = valueOf(observation.configuration);
    const state = valueOf(observation.state);
    const nowMs = this.options.now?.() ?? Date.now();
    return readRange(
      {
        access,
        budget: this.budget,
        nowMs,
        keepDiscovery: discovery => this.discoveries.set(id, discovery),
      },
      {
        ...metricsSubjectOf(
          configuration?.flinkVersionVerbatim,
          configuration?.workload === 'notebook',
        ),
        id,
        name,
        versionId: Number(configuration?.version ?? 0),
        runningSinceMs:
          state?.phase === 'running' && state.since
            ? Date.parse(state.since)
            : undefined,
        discovery: this.discoveries.get(id),
      },
      query,
    );
  }

  async readFaults(
    { application }: Observation,
    query: FaultsQuery,
  ): Promise<FaultsAnswer> {
    const { id, sourceId, externalId } = application;
    return readFaults(
      await this.regionOf(sourceId),
      { name: managedNameOf(id), arn: externalId },
      query,
      this.options.now ?? Date.now,
    );
  }

  private async regionOf(sourceId: string): Promise<RegionAccess> {
    const region = this.options.config.scope.find(
      candidate => candidate.sourceId === sourceId,
    );
    if (!region) {
      throw new FlinkSourceError(
        'failed',
        `${sourceId} is not scanned any more; add the account and region under flink.aws.accounts`,
      );
    }
    return this.accessTo(region);
  }

  private async accessTo(region: ScannedRegion): Promise<RegionAccess> {
    try {
      return await this.aws.region(region);
    } catch (error) {
      const { reason, message } = callFailure(error, {
        doing: 'sign in',
        action: 'sts:AssumeRole',
        region,
        consequence: 'Health is Unknown.',
      });
      throw new FlinkSourceError(reason, message, error);
    }
  }
}

/** @throws FlinkSourceError when the id is of another runtime */
function managedNameOf(id: string): string {
  const application = parseApplicationId(id);
  if (application.runtime !== 'managed') {
    throw new FlinkSourceError(
      'invalid',
      `${id} does not run on the managed service`,
    );
  }
  return application.name;
}
