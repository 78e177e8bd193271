import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ACTION_KINDS,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkActions } from '@flink-portal/backstage-plugin-flink-node';
import { judged } from '../../__testUtils__/judged';
import type { Action } from '../../schema/openapi/generated/models';
import { toApplicationRow } from '../../store/applicationColumns';
import type { Claim } from '../claims/Ownership';
import { VisibleClaims } from '../claims/VisibleClaims';
import {
  AllowedActionsReader,
  type AllowedActionsOptions,
} from './AllowedActionsReader';

const NOW_MS = Date.parse('2026-11-26T10:00:00.000Z');
const ROW = toApplicationRow(judged('orders', NOW_MS), NOW_MS);
const ANYBODY = mockCredentials.user();

const RESCALE: Action = {
  id: 'a',
  applicationId: ROW.id,
  applicationName: 'orders',
  request: { kind: 'rescale', parallelism: 8 },
  title: 'Rescale orders',
  status: 'underway',
  origin: 'person',
  requestedBy: 'user:default/kira',
  requestedAt: new Date(NOW_MS - 40_000).toISOString(),
  changes: [],
  steps: [],
  duration: { medianMs: 1, worstMs: 1, samples: 0, basis: '' },
  message: '',
  alternatives: [],
  may: [],
};

function claim(name: string): Claim {
  return { entityRef: `component:default/${name}`, message: `${name}.` };
}

interface Situation {
  denied?: ActionKind[];
  unavailable?: ActionKind[];
  inFlight?: Action;
  claims?: Claim[];
  visible?: string[];
}

function reader(
  {
    denied = [],
    unavailable = [],
    inFlight,
    claims = [],
    visible = [],
  }: Situation,
  overrides: Partial<AllowedActionsOptions> = {},
) {
  const availability = jest.fn<
    ReturnType<FlinkActions['availability']>,
    Parameters<FlinkActions['availability']>
  >(() =>
    ACTION_KINDS.map(kind =>
      unavailable.includes(kind)
        ? { kind, available: false, reason: `cannot ${kind} now` }
        : { kind, available: true },
    ),
  );
  const read = new AllowedActionsReader({
    enabled: true,
    rights: {
      of: async () =>
        new Map(
          ACTION_KINDS.map(kind => [
            kind,
            denied.includes(kind)
              ? { allowed: false, reason: `may not ${kind}` }
              : { allowed: true },
          ]),
        ),
      explain: async () => 'may not change it',
    },
    ownership: {
      read: async () => ({ confirmedOwner: 'group:default/payments', claims }),
    },
    visibleClaims: new VisibleClaims(
      catalogServiceMock({
        entities: visible.map(name => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name, namespace: 'default' },
        })),
      }),
      mockServices.logger.mock(),
    ),
    actionsOf: () => ({
      availability,
      plan: jest.fn(),
      send: jest.fn(),
      look: jest.fn(),
    }),
    actions: { inFlightOf: async () => inFlight },
    now: () => NOW_MS,
    ...overrides,
  });
  return { availability, read: () => read.read(ANYBODY, ROW) };
}

const reasonsOf = async (situation: Situation) =>
  Object.fromEntries(
    (await reader(situation).read()).items.map(({ kind, reason }) => [
      kind,
      reason,
    ]),
  );

describe('AllowedActionsReader', () => {
  it('allows everything where nothing is against it', async () => {
    expect(await reader({}).read()).toEqual({
      enabled: true,
      owner: 'group:default/payments',
      claims: [],
      items: ACTION_KINDS.map(kind => ({ kind, allowed: true })),
    });
  });

  it('names the setting while actions are off, and still every kind', async () => {
    const answer = await reader({}, { enabled: false }).read();

    expect(answer.enabled).toBe(false);
    expect(answer.message).toContain('flink.lifecycle.enabled');
    expect(answer.items).toEqual(
      ACTION_KINDS.map(kind => ({
        kind,
        allowed: false,
        reason: answer.message,
      })),
    );
  });

  it('says that a runtime can only be read, and still every kind', async () => {
    const answer = await reader({}, { actionsOf: () => undefined }).read();

    expect(answer.enabled).toBe(true);
    expect(answer.message).toBe(
      "The portal can read applications on the managed runtime and cannot change them. Use the runtime's own tools.",
    );
    expect(answer.items.map(({ allowed }) => allowed)).toEqual(
      ACTION_KINDS.map(() => false),
    );
  });

  it('says the missing right first, then what the runtime cannot do, then what is in flight', async () => {
    expect(
      await reasonsOf({
        denied: ['stop'],
        unavailable: ['stop', 'start'],
        inFlight: RESCALE,
      }),
    ).toMatchObject({
      stop: 'may not stop',
      start: 'cannot start now',
      restart:
        'Another action is in flight: Rescale orders, asked for by user:default/kira 40 s ago. One runs at a time; follow it to its end.',
    });
  });

  it('lets a force-stop take the place of another action, and of no other force-stop', async () => {
    const forceStop: Action = { ...RESCALE, request: { kind: 'forceStop' } };

    expect((await reasonsOf({ inFlight: RESCALE })).forceStop).toBeUndefined();
    expect((await reasonsOf({ inFlight: forceStop })).forceStop).toContain(
      'in flight',
    );
  });

  it('asks the runtime with what was read last', async () => {
    const { availability, read } = reader({});
    await read();

    expect(availability.mock.calls[0][0]).toMatchObject({
      application: { id: ROW.id },
      state: { status: 'read', value: { phase: 'running' } },
    });
  });

  it('takes an action that the runtime says nothing of for impossible', async () => {
    const { availability, read } = reader({});
    availability.mockReturnValue([{ kind: 'stop', available: true }]);
    const { items } = await read();

    expect(items.filter(({ allowed }) => allowed)).toEqual([
      { kind: 'stop', allowed: true },
    ]);
  });

  it('explains once why somebody has no right at all', async () => {
    expect((await reader({ denied: [...ACTION_KINDS] }).read()).message).toBe(
      'may not change it',
    );
    expect((await reader({ denied: ['stop'] }).read()).message).toBeUndefined();
  });

  it('names only entities that the caller may see, and counts the others', async () => {
    const claims = [claim('a'), claim('secret'), claim('b'), claim('hidden')];
    const answer = await reader({ claims, visible: ['a', 'b'] }).read();

    expect(answer.claims).toEqual([
      { entityRef: 'component:default/a', confirmed: false, message: 'a.' },
      {
        entityRef: 'component:default/b',
        confirmed: false,
        message:
          'b. 2 more entities that you may not see name this application too.',
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('names no entity while the catalog does not answer, and says what is allowed all the same', async () => {
    const logger = mockServices.logger.mock();
    const answer = await reader(
      { claims: [claim('a')] },
      {
        visibleClaims: new VisibleClaims(
          {
            getEntitiesByRefs: async () => {
              throw new Error('catalog is down');
            },
          },
          logger,
        ),
      },
    ).read();

    expect(answer.claims).toEqual([]);
    expect(answer.items[0].allowed).toBe(true);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('catalog is down'),
    );
  });
});
