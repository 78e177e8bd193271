import { valueOf } from '@flink-portal/backstage-plugin-flink-common';
import {
  factsOf,
  minutesAgo,
  minutesAgoMs,
  rawDeployment,
  rawEvent,
} from '../__testUtils__/facts';
import { toObservation } from './toObservation';

const observe = (raw: Parameters<typeof factsOf>[0]) =>
  toObservation(factsOf({ deployment: rawDeployment(), ...raw }), {
    operations: [],
    jobs: [],
  });

describe('the timeline', () => {
  it('joins a change and the submit that ends it', () => {
    const { operations } = observe({
      deployment: rawDeployment({
        metadata: {
          managedFields: [
            {
              manager: 'argocd-controller',
              time: minutesAgo(20),
              fieldsV1: { 'f:spec': {} },
            },
          ],
        },
        status: {
          reconciliationStatus: { reconciliationTimestamp: minutesAgoMs(18) },
          lifecycleState: 'STABLE',
        },
      }),
      events: [
        rawEvent('Submit', 'Starting deployment', 18, { type: 'Normal' }),
        rawEvent('Suspended', 'Suspending existing deployment.', 20),
        rawEvent(
          'SpecChanged',
          'UPGRADE change(s) detected (Diff: FlinkDeploymentSpec[image : orders:1 -> orders:2]), starting reconciliation.',
          20,
        ),
      ].reverse(),
    });

    expect(valueOf(operations)).toMatchObject([
      {
        kind: 'update',
        verbatim: 'SpecChanged',
        status: 'succeeded',
        startedAt: minutesAgo(20),
        endedAt: minutesAgo(18),
        planned: true,
        initiatedBy: 'argocd-controller',
      },
    ]);
  });

  it('tells what the operator did by itself as not planned', () => {
    const { operations } = observe({
      events: [rawEvent('RestartUnhealthyJob', 'restarts exceeded', 4)],
    });

    expect(valueOf(operations)?.[0]).toMatchObject({
      kind: 'restart',
      planned: false,
    });
  });

  it('keeps what it knew after the events have expired', () => {
    const known = {
      id: 'SpecChanged-1',
      kind: 'update' as const,
      verbatim: 'SpecChanged',
      status: 'succeeded' as const,
      startedAt: minutesAgo(600),
      planned: true,
    };
    const { operations } = toObservation(
      factsOf({ deployment: rawDeployment() }),
      { operations: [known], jobs: [] },
    );

    expect(valueOf(operations)).toEqual([known]);
  });

  it('falls back to the time of the last transition', () => {
    expect(valueOf(observe({}).operations)).toMatchObject([
      { id: `transition-${minutesAgoMs(600)}`, status: 'succeeded' },
    ]);
  });
});

describe('snapshots', () => {
  it('come from snapshot objects, the status, and operators that kept a history there', () => {
    const { snapshots } = observe({
      deployment: rawDeployment({
        status: {
          jobStatus: {
            state: 'RUNNING',
            upgradeSavepointPath: 's3://state/sp-2',
            savepointInfo: {
              savepointHistory: [
                {
                  location: 's3://state/sp-1',
                  timeStamp: minutesAgoMs(900),
                  triggerType: 'MANUAL',
                },
              ],
            },
          },
        },
      }),
      snapshots: [
        {
          metadata: { name: 'orders-manual', namespace: 'payments', uid: 's' },
          spec: {
            jobReference: { kind: 'FlinkDeployment', name: 'orders' },
            savepoint: {},
          },
          status: {
            state: 'COMPLETED',
            path: 's3://state/sp-3',
            resultTimestamp: minutesAgo(5),
          },
        },
      ],
    });

    expect(valueOf(snapshots)).toMatchObject([
      { name: 'orders-manual', status: 'ready', location: 's3://state/sp-3' },
      { location: 's3://state/sp-2', createdAt: minutesAgo(600) },
      { location: 's3://state/sp-1', createdAt: minutesAgo(900) },
    ]);
  });
});
