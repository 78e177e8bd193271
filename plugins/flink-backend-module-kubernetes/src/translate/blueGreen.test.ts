import { valueOf } from '@flink-portal/backstage-plugin-flink-common';
import { minutesAgo } from '../__testUtils__/facts';
import { observe } from '../__testUtils__/observe';

describe('a blue/green deployment', () => {
  const blueGreen = (status: Record<string, unknown>) => ({
    metadata: { name: 'orders', namespace: 'payments', uid: 'bg' },
    status,
  });

  it('is what its active child is', () => {
    const { application, state } = observe({
      blueGreen: blueGreen({ blueGreenState: 'ACTIVE_BLUE' }),
    });

    expect(application.externalId).toBe(
      'FlinkBlueGreenDeployment/payments/orders',
    );
    expect(valueOf(state)).toMatchObject({
      phase: 'running',
      verbatim: [
        { label: 'Blue/green', value: 'ACTIVE_BLUE' },
        { label: 'Lifecycle', value: 'STABLE' },
        {},
        {},
        {},
      ],
    });
  });

  it('changes while it moves to the other colour', () => {
    const { state } = observe({
      blueGreen: blueGreen({
        blueGreenState: 'TRANSITIONING_TO_GREEN',
        lastReconciledTimestamp: minutesAgo(2),
      }),
    });

    expect(valueOf(state)).toMatchObject({
      phase: 'changing',
      change: { startedAt: minutesAgo(2), verbatim: 'TRANSITIONING_TO_GREEN' },
    });
  });

  it('is being created while it has no child, since it was written', () => {
    const { state } = observe({
      deployment: undefined,
      blueGreen: {
        ...blueGreen({ blueGreenState: 'INITIALIZING_BLUE' }),
        metadata: {
          name: 'orders',
          namespace: 'payments',
          creationTimestamp: minutesAgo(3),
        },
      },
    });

    expect(valueOf(state)).toMatchObject({
      phase: 'changing',
      change: {
        kind: 'create',
        startedAt: minutesAgo(3),
        verbatim: 'INITIALIZING_BLUE',
      },
      conditions: [],
    });
  });

  it.each([
    [0.5, 'changing', []],
    [2, 'unrecognized', [{ code: 'operatorNotWatching' }]],
  ])(
    'that no operator has touched for %s min is %s',
    (ago, phase, conditions) => {
      const { state } = observe({
        deployment: undefined,
        blueGreen: {
          metadata: {
            name: 'orders',
            namespace: 'payments',
            creationTimestamp: minutesAgo(ago),
          },
        },
      });

      expect(valueOf(state)).toMatchObject({ phase, conditions });
    },
  );

  it('is being deleted with its parent', () => {
    const pair = (ago: number) => ({
      ...blueGreen({ blueGreenState: 'ACTIVE_BLUE' }),
      metadata: {
        name: 'orders',
        namespace: 'payments',
        deletionTimestamp: minutesAgo(ago),
      },
    });

    expect(valueOf(observe({ blueGreen: pair(2) }).state)).toMatchObject({
      phase: 'changing',
      change: { kind: 'delete', startedAt: minutesAgo(2) },
      conditions: [],
    });
    expect(valueOf(observe({ blueGreen: pair(11) }).state)).toMatchObject({
      conditions: [{ code: 'deleteStalled' }],
    });
  });

  it('reads an error as JSON or as text', () => {
    const messageOf = (error: string) =>
      valueOf(
        observe({
          blueGreen: blueGreen({ blueGreenState: 'ACTIVE_BLUE', error }),
        }).state,
      )?.conditions[0].message;

    expect(messageOf('Aborting deployment')).toBe('Aborting deployment');
    expect(messageOf('{"type":"x","message":"Aborting"}')).toBe('Aborting');
  });

  it('says that a move failed while the old colour runs on', () => {
    const { state } = observe({
      blueGreen: blueGreen({
        blueGreenState: 'ACTIVE_BLUE',
        jobStatus: { state: 'FAILING' },
        error: 'Aborting deployment',
      }),
    });

    expect(valueOf(state)).toMatchObject({
      phase: 'running',
      conditions: [{ code: 'changeFailed', message: 'Aborting deployment' }],
    });
  });
});
