import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  ACTION_KINDS,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import express from 'express';
import request from 'supertest';
import {
  CLAIMED_APPLICATIONS,
  type Relation,
} from '../../__testUtils__/claimedApplications';
import {
  BLIND,
  PERSONAS,
  type PersonaName,
} from '../../__testUtils__/personas';
import { rightsOnClaims } from '../../__testUtils__/rightsOnClaims';
import { createOpenApiRouter } from '../../schema/openapi';
import { addClaimRoutes } from '../claims/addClaimRoutes';
import { AllowedActionsReader } from './AllowedActionsReader';
import { addRightsRoutes } from './addRightsRoutes';

const NOW_MS = Date.parse('2026-11-26T10:00:00.000Z');
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const RELATIONS = Object.keys(CLAIMED_APPLICATIONS) as Relation[];
const NAMES = Object.keys(PERSONAS) as PersonaName[];
const MATRIX = NAMES.flatMap(persona =>
  RELATIONS.map(relation => [persona, relation] as const),
);

/** Only the confirmed owner and the platform; what an entity claims gives nothing. */
function mayAct(persona: PersonaName, relation: Relation): boolean {
  return (
    persona === 'platform owner' ||
    (persona === 'owner' && relation !== 'unconfirmed claim')
  );
}

const asPersona = (persona: PersonaName) =>
  mockCredentials.user(PERSONAS[persona][0]);

describe.each(databases.eachSupportedId())('rights on %s', id => {
  async function setUp() {
    const rights = await rightsOnClaims(await databases.init(id), NOW_MS);
    const router = await createOpenApiRouter();
    const served = { ...rights, httpAuth: mockServices.httpAuth() };
    const allowedActions = new AllowedActionsReader({
      enabled: true,
      rights: rights.actionRights,
      ownership: rights.ownership,
      visibleClaims: rights.visibleClaims,
      actionsOf: () => ({
        availability: () =>
          ACTION_KINDS.map(kind => ({ kind, available: true })),
        plan: jest.fn(),
        send: jest.fn(),
        look: jest.fn(),
      }),
      actions: { inFlightOf: async () => undefined },
      now: () => NOW_MS,
    });
    addRightsRoutes(router, { ...served, allowedActions });
    addClaimRoutes(router, served);
    const app = request(express().use(router).use(mockErrorHandler()));
    return {
      ...rights,
      app,
      get: (persona: PersonaName, path: string) =>
        app
          .get(path)
          .set(
            'Authorization',
            mockCredentials.user.header(PERSONAS[persona][0]),
          ),
    };
  }

  let flink: Awaited<ReturnType<typeof setUp>>;
  beforeAll(async () => {
    flink = await setUp();
  });

  describe.each(MATRIX)('of the %s with a %s', (persona, relation) => {
    const application = CLAIMED_APPLICATIONS[relation];
    const expected = mayAct(persona, relation);
    const everyKind = Object.fromEntries(
      ACTION_KINDS.map(kind => [kind, expected]),
    );

    it(`${
      expected ? 'allow' : 'deny'
    } every kind of action at once`, async () => {
      const rights = await flink.actionRights.of(
        asPersona(persona),
        application.id,
      );

      expect(
        Object.fromEntries(
          [...rights].map(([kind, { allowed }]) => [kind, allowed]),
        ),
      ).toEqual(everyKind);
      for (const { allowed, reason } of rights.values()) {
        expect(reason === undefined).toBe(allowed);
      }
    });

    it.each(ACTION_KINDS)(
      'are the same when %s alone is asserted',
      async kind => {
        const asserted = flink.actionRights
          .assert(asPersona(persona), application.id, kind)
          .then(
            () => true,
            error => {
              expect(error.name).toBe('NotAllowedError');
              return false;
            },
          );

        expect(await asserted).toBe(expected);
      },
    );

    it('are the same over HTTP', async () => {
      const { body } = await flink
        .get(
          persona,
          `/applications/${encodeURIComponent(application.id)}/allowed-actions`,
        )
        .expect(200);

      expect(
        Object.fromEntries(
          body.items.map((each: { kind: ActionKind; allowed: boolean }) => [
            each.kind,
            each.allowed,
          ]),
        ),
      ).toEqual(everyKind);
      expect(body.message === undefined).toBe(expected);
    });

    it('to approve follow the same ownership', async () => {
      expect(
        await flink.actionRights.mayApprove(asPersona(persona), application.id),
      ).toBe(expected);
    });
  });

  describe('are explained', () => {
    const reason = async (persona: PersonaName, relation: Relation) =>
      (
        await flink.actionRights.of(
          asPersona(persona),
          CLAIMED_APPLICATIONS[relation].id,
        )
      ).get('restart')?.reason;

    it('to the owner of an entity that nothing confirms: what to add', async () => {
      expect(await reason('owner', 'unconfirmed claim')).toBe(
        'You may not restart this application. Anyone can annotate an entity with this application. It does not confirm component:default/unconfirmed: add the tag backstage.io/entity-ref=component:default/unconfirmed or owner=payments to the application, or name the account under flink.ownership.',
      );
    });

    it('to who forged a claim: whom the application names', async () => {
      expect(await reason('other team', 'forged claim')).toContain(
        'Its tag owner says payments. It does not confirm component:default/forged',
      );
    });

    it('to the second of two: that the application names another entity', async () => {
      expect(await reason('other team', 'two claims')).toContain(
        'Its tag backstage.io/entity-ref names another entity.',
      );
    });

    it('to others: whose it is, without naming entities', async () => {
      expect(await reason('nobody', 'confirmed owner')).toBe(
        "You may not restart this application. It belongs to group:default/payments, and the portal's permission policy gives you no right to it.",
      );
      expect(await reason('nobody', 'unconfirmed claim')).toBe(
        "You may not restart this application. Nobody is confirmed as its owner, so nobody has an owner's rights; the portal's permission policy gives you no other.",
      );
    });
  });

  it.each([
    ['a service', mockCredentials.service()],
    ['nobody signed in', mockCredentials.none()],
  ])('are never those of %s, whatever the framework says', async (_, who) => {
    const { id: applicationId } = CLAIMED_APPLICATIONS['confirmed owner'];
    const rights = await flink.actionRights.of(who, applicationId);

    expect([...rights.values()].every(({ allowed }) => !allowed)).toBe(true);
    expect(rights.get('stop')?.reason).toContain('Only a signed-in person');
    expect(await flink.actionRights.mayApprove(who, applicationId)).toBe(false);
    expect(() => flink.actionRights.person(who)).toThrow(
      'Only a signed-in person',
    );
    await expect(
      flink.actionRights.assert(who, applicationId, 'snapshot'),
    ).rejects.toThrow('Only a signed-in person');
  });

  it('are told to nobody who may not see the application', async () => {
    const { status } = await flink.app
      .get(
        `/applications/${encodeURIComponent(
          CLAIMED_APPLICATIONS['confirmed owner'].id,
        )}/allowed-actions`,
      )
      .set('Authorization', mockCredentials.user.header(BLIND));

    expect(status).toBe(403);
  });

  it('belong to a person by name', () => {
    expect(flink.actionRights.person(asPersona('owner'))).toBe(
      'user:default/olga',
    );
  });

  it('show both of two claims, the confirmed one first', async () => {
    const { body } = await flink
      .get(
        'nobody',
        `/applications/${encodeURIComponent(
          CLAIMED_APPLICATIONS['two claims'].id,
        )}/allowed-actions`,
      )
      .expect(200);

    expect(body.owner).toBe('group:default/payments');
    expect(body.claims).toEqual([
      {
        entityRef: 'component:default/twice',
        owner: 'group:default/payments',
        confirmed: true,
        message:
          "Confirmed: the application's tag backstage.io/entity-ref names component:default/twice.",
      },
      {
        entityRef: 'component:default/twice-again',
        owner: 'group:default/search',
        confirmed: false,
        message: expect.stringContaining('does not confirm'),
      },
    ]);
  });

  it('list conflicts for platform owners and for nobody else', async () => {
    await flink.get('owner', '/claims').expect(403);
    const { body } = await flink.get('platform owner', '/claims').expect(200);

    expect(
      body.items.map((each: Record<string, unknown>) => [
        each.applicationName,
        each.owner,
        each.message,
      ]),
    ).toEqual([
      [
        'forged',
        'group:default/payments',
        'One entity names this application, and the application does not confirm it. Rights go to group:default/payments.',
      ],
      [
        'twice',
        'group:default/payments',
        '2 entities name this application, and the application confirms 1 of them. Rights go to group:default/payments.',
      ],
      [
        'unconfirmed',
        undefined,
        "One entity names this application, and the application does not confirm it. Nobody is confirmed as its owner, so nobody has an owner's rights.",
      ],
    ]);
  });
});
