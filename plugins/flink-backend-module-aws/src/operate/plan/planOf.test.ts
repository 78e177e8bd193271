import type { ApplicationDetail } from '@aws-sdk/client-kinesis-analytics-v2';
import {
  read,
  type ActionRequest,
  type Observation,
  type Snapshot,
} from '@flink-portal/backstage-plugin-flink-common';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { ACCOUNT, REGION } from '../../__testUtils__/FarSide';
import { observationOf } from '../../__testUtils__/observationOf';
import { fixture } from '../../__testUtils__/wire';
import { readManagedConfig } from '../../config/readManagedConfig';
import { toConfiguration } from '../../translate/toConfiguration';
import { codeOwnerOf } from './ownerTags';
import { downtimeOf } from './downtime';
import { planOf } from './planOf';

const NOW = Date.parse('2026-11-22T14:40:00.000Z');
const NIGHTLY: Snapshot = {
  name: 'nightly-20261122',
  kind: 'snapshot',
  status: 'ready',
  createdAt: '2026-11-22T02:10:00.000Z',
  flinkVersion: '1.20',
};
const OLDER: Snapshot = {
  ...NIGHTLY,
  name: 'nightly-20261121',
  createdAt: '2026-11-21T02:10:00.000Z',
};

interface Given {
  readonly status?: string;
  /** Changes the description in place. */
  readonly change?: (detail: ApplicationDetail) => void;
  readonly snapshots?: readonly Snapshot[];
  readonly named?: Snapshot;
  readonly previous?: ApplicationDetail;
  readonly observation?: Observation;
  readonly aws?: JsonObject;
  readonly downtime?: string;
}

/** Version 42 of orders-enrichment-prod: Flink 1.20, 8 of 16 subtasks by autoscaling, 1 per KPU. */
const running = () =>
  fixture<{ ApplicationDetail: ApplicationDetail }>(
    'DescribeApplication.running',
  ).ApplicationDetail;

function plan(request: ActionRequest, given: Given = {}) {
  const detail = running();
  const status = given.status ?? 'RUNNING';
  detail.ApplicationStatus = status as ApplicationDetail['ApplicationStatus'];
  given.change?.(detail);
  const config = readManagedConfig(
    new ConfigReader({
      flink: {
        aws: {
          accounts: [{ accountId: ACCOUNT, regions: [REGION] }],
          ...given.aws,
        },
      },
    }),
  );
  const configuration = toConfiguration(detail, config.redaction);
  return planOf({
    request,
    observation: given.observation ?? observationOf({ status }),
    region: config.scope[0],
    config,
    nowMs: NOW,
    downtime: given.downtime,
    fresh: {
      name: 'orders-enrichment-prod',
      detail,
      configuration,
      versionId: detail.ApplicationVersionId ?? 0,
      named: given.named && {
        snapshot: given.named,
        createdAt: new Date(given.named.createdAt),
      },
      previous: given.previous,
      allowsNonRestoredState:
        detail.ApplicationConfigurationDescription?.RunConfigurationDescription
          ?.FlinkRunConfigurationDescription?.AllowNonRestoredState ?? false,
      facts: {
        status,
        configuration,
        operations: [],
        snapshots: given.snapshots ?? [NIGHTLY, OLDER],
      },
    },
  });
}

const config = (detail: ApplicationDetail) =>
  detail.ApplicationConfigurationDescription!;
const codes = ({ warnings }: ReturnType<typeof plan>) =>
  warnings.map(({ code }) => code);
const bodyOf = ({ call }: ReturnType<typeof plan>): unknown =>
  JSON.parse(call.body);

describe('planOf', () => {
  it('shows the whole call of a rescale, bound to the version that was read', () => {
    const { call, target } = plan({ kind: 'rescale', parallelism: 20 });
    expect(call.operation).toBe('UpdateApplication');
    expect(JSON.parse(call.body)).toEqual({
      ApplicationName: 'orders-enrichment-prod',
      ConditionalToken: '<of version 42>',
      ApplicationConfigurationUpdate: {
        FlinkApplicationConfigurationUpdate: {
          ParallelismConfigurationUpdate: {
            ConfigurationTypeUpdate: 'CUSTOM',
            ParallelismUpdate: 20,
          },
        },
      },
      RunConfigurationUpdate: {
        ApplicationRestoreConfiguration: {
          ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT',
        },
        FlinkRunConfiguration: { AllowNonRestoredState: false },
      },
    });
    expect(target.version).toBe('42');
  });

  it('binds to the version where AWS gave no token', () => {
    const body = bodyOf(
      plan(
        { kind: 'restart' },
        { change: detail => delete detail.ConditionalToken },
      ),
    );
    expect(body).toMatchObject({ CurrentApplicationVersionId: 42 });
    expect(body).not.toHaveProperty('ConditionalToken');
  });

  it('lists only what differs, in AWS’s words', () => {
    expect(plan({ kind: 'rescale', parallelism: 20 }).changes).toEqual([
      {
        field: 'ParallelismConfiguration.Parallelism',
        before: '8',
        after: '20',
      },
      {
        field: 'ParallelismConfiguration.CurrentParallelism',
        before: '16',
        after: '20',
      },
    ]);
  });

  it('says that an earlier restore is not repeated', () => {
    const { changes } = plan(
      { kind: 'restart' },
      {
        change: detail => {
          config(detail).RunConfigurationDescription = {
            ApplicationRestoreConfigurationDescription: {
              ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
              SnapshotName: 'old',
            },
          };
        },
      },
    );
    expect(changes).toEqual([
      {
        field: 'RunConfiguration.ApplicationRestoreConfiguration',
        before: 'RESTORE_FROM_CUSTOM_SNAPSHOT old',
        after: 'RESTORE_FROM_LATEST_SNAPSHOT',
      },
    ]);
  });

  it('counts money by KPUs in force, with the orchestration KPU only while it runs', () => {
    // 16 → 20 KPUs: 4 × (730 h × $0.11 + 50 GB × $0.10) = $341.20.
    expect(
      plan({ kind: 'rescale', parallelism: 20 }).cost?.deltaUsdPerMonth,
    ).toBe(341.2);
    // All of 16 + 1: 17 × 80.30 + 16 × 5.
    expect(plan({ kind: 'stop' }).cost?.deltaUsdPerMonth).toBe(-1445.1);
    expect(
      plan({ kind: 'start', from: { type: 'latest' } }, { status: 'READY' })
        .cost?.deltaUsdPerMonth,
    ).toBe(762.7);
    expect(
      plan({ kind: 'rescale', parallelism: 20 }, { status: 'READY' }).cost
        ?.deltaUsdPerMonth,
    ).toBe(0);
    expect(plan({ kind: 'snapshot' }).cost).toBeUndefined();
  });

  it('takes the region’s price', () => {
    const { cost } = plan(
      { kind: 'rescale', parallelism: 20 },
      { aws: { pricing: { regions: { [REGION]: { kpuHourUsd: 0.12 } } } } },
    );
    expect(cost?.deltaUsdPerMonth).toBe(370.4);
    expect(cost?.basis).toContain('flink.aws.pricing');
  });

  it.each<[string, ActionRequest, Given, RegExp]>([
    [
      'nothing to change',
      { kind: 'rescale', parallelism: 16 },
      {
        change: detail => {
          config(
            detail,
          ).FlinkApplicationConfigurationDescription!.ParallelismConfigurationDescription!.Parallelism = 16;
        },
      },
      /Nothing would change: parallelism is 16 already/,
    ],
    ['a broken number', { kind: 'rescale', parallelism: 1.5 }, {}, /whole/],
    [
      'nine per KPU',
      { kind: 'rescale', parallelism: 9, parallelismPerKpu: 9 },
      {},
      /whole number from 1 to 8/,
    ],
    [
      'the version in use',
      { kind: 'upgrade', flinkVersion: '1.20' },
      {},
      /Nothing would change/,
    ],
    [
      'the way back from 2.x',
      { kind: 'upgrade', flinkVersion: '1.20' },
      { change: detail => (detail.RuntimeEnvironment = 'FLINK-2_2') },
      /cannot read state of Flink 2\.2/,
    ],
    [
      'no version',
      { kind: 'upgrade', flinkVersion: 'newest' },
      {},
      /not a version of Flink/,
    ],
    [
      'a key of another object version',
      { kind: 'upgrade', artifact: 'next.jar' },
      {
        change: detail => {
          config(
            detail,
          ).ApplicationCodeConfigurationDescription!.CodeContentDescription!.S3ApplicationCodeLocationDescription!.ObjectVersion =
            'v7';
        },
      },
      /pinned to version v7/,
    ],
    [
      'a snapshot that is gone',
      { kind: 'restore', snapshotName: 'gone' },
      {},
      /There is no snapshot gone/,
    ],
    [
      'a snapshot of Flink 2',
      { kind: 'restore', snapshotName: 'later' },
      { named: { ...NIGHTLY, name: 'later', flinkVersion: '2.2' } },
      /was taken by Flink 2\.2/,
    ],
    [
      'a snapshot that is being taken',
      { kind: 'deleteSnapshot', snapshotName: 'new' },
      { named: { ...NIGHTLY, name: 'new', status: 'creating' } },
      /is creating; it can be deleted once it is ready/,
    ],
    [
      'no version before',
      { kind: 'rollback' },
      { change: detail => delete detail.ApplicationVersionUpdatedFrom },
      /AWS names no version before/,
    ],
    [
      'an account that is only read',
      { kind: 'stop' },
      {
        aws: {
          accounts: [
            { accountId: ACCOUNT, regions: [REGION], lifecycle: false },
          ],
        },
      },
      /lifecycle: false/,
    ],
  ])('refuses %s', (_what, request, given, sentence) => {
    expect(plan(request, given).illegal).toMatch(sentence);
  });

  it('brings an autoscaled application back to the parallelism it asks for', () => {
    expect(plan({ kind: 'rescale', parallelism: 8 }).illegal).toBeUndefined();
  });

  it('offers a start from the snapshot where nothing runs that could be restored', () => {
    const { illegal, alternatives } = plan(
      { kind: 'restore', snapshotName: NIGHTLY.name },
      { status: 'READY', named: NIGHTLY },
    );
    expect(illegal).toContain('Start it from that snapshot instead');
    expect(alternatives).toEqual([
      {
        request: {
          kind: 'start',
          from: { type: 'snapshot', snapshotName: NIGHTLY.name },
        },
        message: `Start it from snapshot ${NIGHTLY.name}.`,
      },
    ]);
  });

  it.each<[string, ActionRequest, Given]>([
    ['autoscaling', { kind: 'rescale', parallelism: 20 }, {}],
    ['kpu-quota', { kind: 'rescale', parallelism: 65 }, {}],
    ['max-parallelism', { kind: 'rescale', parallelism: 129 }, {}],
    [
      'parallelism-per-kpu',
      { kind: 'rescale', parallelism: 8, parallelismPerKpu: 4 },
      {},
    ],
    [
      'configuration-type',
      { kind: 'rescale', parallelism: 4 },
      {
        change: detail => {
          config(
            detail,
          ).FlinkApplicationConfigurationDescription!.ParallelismConfigurationDescription!.ConfigurationType =
            'DEFAULT';
        },
      },
    ],
    [
      'metrics-level',
      { kind: 'rescale', parallelism: 65, parallelismPerKpu: 8 },
      {
        change: detail => {
          config(
            detail,
          ).FlinkApplicationConfigurationDescription!.MonitoringConfigurationDescription!.MetricsLevel =
            'PARALLELISM';
        },
      },
    ],
    ['one-way-upgrade', { kind: 'upgrade', flinkVersion: '2.2' }, {}],
    [
      'no-system-rollback',
      { kind: 'upgrade', flinkVersion: '2.2' },
      {
        change: detail => {
          config(
            detail,
          ).ApplicationSystemRollbackConfigurationDescription!.RollbackEnabled =
            false;
        },
      },
    ],
    ['restart-is-an-update', { kind: 'restart' }, {}],
    ['autoscaling-reset', { kind: 'restart' }, {}],
    [
      'snapshot-before-restore',
      { kind: 'restore', snapshotName: NIGHTLY.name },
      { named: NIGHTLY },
    ],
    [
      'rollback-while-autoscaling',
      { kind: 'rollback' },
      { status: 'AUTOSCALING' },
    ],
    ['previous-version-unread', { kind: 'rollback' }, {}],
    [
      'allow-non-restored-state',
      {
        kind: 'start',
        from: { type: 'latest' },
        allowNonRestoredState: true,
      },
      { status: 'READY' },
    ],
    [
      'nothing-to-restore',
      { kind: 'start', from: { type: 'latest' } },
      { status: 'READY', snapshots: [] },
    ],
    [
      'iac-owner',
      { kind: 'upgrade', flinkVersion: '2.2' },
      {
        observation: observationOf({
          status: 'RUNNING',
          tags: { 'aws:cloudformation:stack-name': 'orders-prod' },
        }),
      },
    ],
    ['downtime-no-snapshot', { kind: 'stop' }, { downtime: 'It is down' }],
  ])('warns of %s, and not of it on a plain stop', (code, request, given) => {
    expect(codes(plan(request, given))).toContain(code);
    expect(codes(plan({ kind: 'stop' }))).not.toContain(code);
  });

  it('keeps AllowNonRestoredState by sending it, and says so', () => {
    const allowed = plan(
      { kind: 'rescale', parallelism: 20 },
      {
        change: detail => {
          config(
            detail,
          ).RunConfigurationDescription!.FlinkRunConfigurationDescription = {
            AllowNonRestoredState: true,
          };
        },
      },
    );
    expect(bodyOf(allowed)).toMatchObject({
      RunConfigurationUpdate: {
        FlinkRunConfiguration: { AllowNonRestoredState: true },
      },
    });
    expect(codes(allowed)).toContain('allow-non-restored-state-kept');
  });

  it('says that a stop without snapshots loses state', () => {
    const disabled = plan(
      { kind: 'stop' },
      {
        change: detail => {
          config(
            detail,
          ).ApplicationSnapshotConfigurationDescription!.SnapshotsEnabled =
            false;
        },
      },
    );
    expect(codes(disabled)).toContain('snapshots-disabled');
    expect(disabled.losses[0]).toContain(
      'drops everything after snapshot nightly-20261122 of 02:10 UTC (12 h ago)',
    );
    expect(disabled.restorePoint).toMatchObject({ name: NIGHTLY.name });
    expect(disabled.steps.map(({ id }) => id)).toEqual(['stop', 'confirm']);
  });

  it('offers the honest choice where no snapshot can be taken', () => {
    const { alternatives, restorePoint } = plan(
      { kind: 'stop' },
      { downtime: 'The application is in downtime' },
    );
    expect(alternatives.map(({ request }) => request.kind)).toEqual([
      'rollback',
      'forceStop',
    ]);
    expect(alternatives[1].message).toBe(
      'Force-stop, which drops everything after snapshot nightly-20261122 of 02:10 UTC (12 h ago).',
    );
    expect(restorePoint?.restorable).toBe(false);
  });

  it('says what a forced stop, a start without state and a deletion lose', () => {
    expect(plan({ kind: 'forceStop' }).losses).toEqual([
      expect.stringContaining('never from checkpoints'),
    ]);
    expect(
      plan({ kind: 'forceStop' }, { status: 'UPDATING' }).losses[0],
    ).toContain('update that is going on is broken off');
    expect(
      plan({ kind: 'start', from: { type: 'none' } }, { status: 'READY' })
        .losses[0],
    ).toMatch(/^All state: snapshot nightly-20261122/);
    expect(
      plan(
        { kind: 'deleteSnapshot', snapshotName: NIGHTLY.name },
        { named: NIGHTLY },
      ).losses[1],
    ).toContain('what remains is snapshot nightly-20261121');
    expect(
      plan(
        { kind: 'deleteSnapshot', snapshotName: NIGHTLY.name },
        { named: NIGHTLY, snapshots: [NIGHTLY] },
      ).losses[1],
    ).toBe('It is the last one to restore from.');
    expect(plan({ kind: 'stop' }).losses).toEqual([]);
  });

  it('says what lies between an older snapshot and the newest', () => {
    const { losses } = plan(
      {
        kind: 'start',
        from: { type: 'snapshot', snapshotName: OLDER.name },
      },
      { status: 'READY', named: OLDER },
    );
    expect(losses[0]).toMatch(
      /^Everything between snapshot nightly-20261121 .* and snapshot nightly-20261122/,
    );
  });

  it('compares the version before with this one, secrets hidden', () => {
    const previous = running();
    previous.RuntimeEnvironment = 'FLINK-1_19';
    previous.ApplicationConfigurationDescription!.EnvironmentPropertyDescriptions!.PropertyGroupDescriptions![0].PropertyMap![
      'db.password'
    ] = 'hunter2';
    const { changes } = plan({ kind: 'rollback' }, { previous });
    expect(changes).toContainEqual({
      field: 'RuntimeEnvironment',
      before: 'FLINK-1_20',
      after: 'FLINK-1_19',
    });
    expect(JSON.stringify(changes)).toContain('db.password');
    expect(JSON.stringify(changes)).not.toContain('hunter2');
  });

  it('has the same token while only what AWS does by itself changes', () => {
    const tokenOf = (change?: Given['change'], status?: string) =>
      plan({ kind: 'rescale', parallelism: 20 }, { change, status }).target
        .token;
    const autoscaled = tokenOf(detail => {
      config(
        detail,
      ).FlinkApplicationConfigurationDescription!.ParallelismConfigurationDescription!.CurrentParallelism = 32;
    });
    expect(autoscaled).toBe(tokenOf());
    expect(tokenOf(detail => (detail.ApplicationVersionId = 43))).not.toBe(
      tokenOf(),
    );
    expect(tokenOf(detail => (detail.ConditionalToken = 'x'))).not.toBe(
      tokenOf(),
    );
    expect(tokenOf(undefined, 'READY')).not.toBe(tokenOf());
  });

  it('lets a forced stop mean the same whatever goes on', () => {
    const tokenOf = (status: string) =>
      plan({ kind: 'forceStop' }, { status }).target.token;
    expect(tokenOf('UPDATING')).toBe(tokenOf('RUNNING'));
    expect(tokenOf('READY')).not.toBe(tokenOf('RUNNING'));
  });
});

describe('codeOwnerOf', () => {
  it.each<[Record<string, string>, string | undefined]>([
    [{ ManagedBy: 'Terraform' }, 'terraform'],
    [{ terraform: 'true' }, 'terraform'],
    [{ terraform: 'false' }, undefined],
    [{ 'acme:managed-by': 'pulumi' }, 'pulumi'],
    [{ team: 'terraform-lovers' }, undefined],
    [{}, undefined],
  ])('reads %j as %s', (tags, owner) => {
    expect(codeOwnerOf(tags)?.name).toBe(owner);
  });
});

describe('downtimeOf', () => {
  const withMetric = (metric: 'downtime' | 'numRestarts', values: number[]) =>
    downtimeOf(
      observationOf({
        status: 'RUNNING',
        metrics: read(
          {
            from: '2026-11-22T14:30:00.000Z',
            to: '2026-11-22T14:40:00.000Z',
            resolutionSeconds: 60,
            series: [
              {
                metric,
                points: values.map(
                  (value, minute) => [minute * 60, value] as const,
                ),
              },
            ],
          },
          '2026-11-22T14:40:00.000Z',
        ),
      }),
    );

  it('goes by the newest downtime, where -1 is a job that ended', () => {
    expect(withMetric('downtime', [0, 4_000])).toContain('in downtime');
    expect(withMetric('downtime', [4_000, 0])).toBeUndefined();
    expect(withMetric('downtime', [-1])).toBeUndefined();
  });

  it('sees a restart loop by the counter, where downtime stays 0', () => {
    expect(withMetric('numRestarts', [3, 4, 5])).toContain('restarted 2 times');
    expect(withMetric('numRestarts', [3, 4])).toBeUndefined();
  });

  it('proves nothing without metrics', () => {
    expect(downtimeOf(observationOf({ status: 'RUNNING' }))).toBeUndefined();
  });
});
