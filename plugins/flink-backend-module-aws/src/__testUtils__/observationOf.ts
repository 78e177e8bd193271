import {
  notApplicable,
  read,
  type ApplicationConfiguration,
  type Observation,
  type Operation,
  type Snapshot,
} from '@flink-portal/backstage-plugin-flink-common';
import { toState } from '../translate/toState';
import { ACCOUNT, REGION } from './FarSide';

const AT = '2026-11-22T14:40:00.000Z';

/** What of an observation a test chooses. */
export interface Observed {
  readonly status: string;
  readonly name?: string;
  readonly since?: string;
  readonly configuration?: Partial<ApplicationConfiguration>;
  readonly operations?: readonly Operation[];
  readonly snapshots?: readonly Snapshot[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly metrics?: Observation['metrics'];
}

/** An observation of an application on Flink 1.20 with one nightly snapshot. */
export function observationOf(observed: Observed): Observation {
  const { name = 'orders', status, since, operations = [] } = observed;
  const snapshots = observed.snapshots ?? [
    {
      name: 'nightly-20261122',
      kind: 'snapshot',
      status: 'ready',
      createdAt: '2026-11-22T02:10:00.000Z',
      flinkVersion: '1.20',
    },
  ];
  return {
    application: {
      id: `managed:${ACCOUNT}/${REGION}/${name}`,
      runtime: 'managed',
      name,
      sourceId: `managed:${ACCOUNT}/${REGION}`,
      scope: [ACCOUNT, REGION],
      externalId: `arn:aws:kinesisanalytics:${REGION}:${ACCOUNT}:application/${name}`,
      labels: observed.tags ?? {},
    },
    observedAt: AT,
    state: read(
      toState({
        status,
        operations: operations.map(operation => ({ operation })),
        statusFirstSeenAt: since ?? AT,
        statusChangeSeen: since !== undefined,
      }),
      AT,
    ),
    configuration: read(
      {
        workload: 'streaming',
        flinkVersion: '1.20',
        flinkVersionVerbatim: 'FLINK-1_20',
        parallelism: 4,
        parallelismPerKpu: 1,
        snapshotsEnabled: true,
        version: '41',
        ...observed.configuration,
      },
      AT,
    ),
    jobs: notApplicable('not reported'),
    operations: read(operations, AT),
    snapshots: read(snapshots, AT),
    events: notApplicable('not reported'),
    ...(observed.metrics ? { metrics: observed.metrics } : {}),
  };
}
