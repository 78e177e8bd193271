import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  ACTION_KINDS,
  type ActionKind,
  type ActionRequest,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  CLAIMED_APPLICATIONS,
  CLAIMING_ENTITIES,
  type Relation,
} from '../../__testUtils__/claimedApplications';
import { FakeActions, UNDERWAY } from '../../__testUtils__/FakeActions';
import { FakeRuntime, SOURCE } from '../../__testUtils__/FakeRuntime';
import { observation } from '../../__testUtils__/observations';
import {
  PERSONAS,
  personaInfo,
  personaPermissions,
  type PersonaName,
} from '../../__testUtils__/personas';
import { idPath, startFlink } from '../../__testUtils__/startFlink';
import type { AllowedAction } from '../../schema/openapi/generated/models';

const NOW_MS = Date.parse('2026-11-26T10:00:00.000Z');
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(120_000);

const REQUESTS: Readonly<Record<ActionKind, ActionRequest>> = {
  snapshot: { kind: 'snapshot' },
  restart: { kind: 'restart' },
  rescale: { kind: 'rescale', parallelism: 8 },
  upgrade: { kind: 'upgrade', flinkVersion: '2.2' },
  start: { kind: 'start', from: { type: 'latest' } },
  stop: { kind: 'stop' },
  restore: { kind: 'restore', snapshotName: 'yesterday' },
  rollback: { kind: 'rollback' },
  forceStop: { kind: 'forceStop' },
  deleteSnapshot: { kind: 'deleteSnapshot', snapshotName: 'yesterday' },
};
const RELATIONS = Object.keys(CLAIMED_APPLICATIONS) as Relation[];
const NAMES = Object.keys(PERSONAS) as PersonaName[];
const MATRIX = NAMES.flatMap(persona =>
  RELATIONS.map(relation => [persona, relation] as const),
);

function mayAct(persona: PersonaName, relation: Relation): boolean {
  return (
    persona === 'platform owner' ||
    (persona === 'owner' && relation !== 'unconfirmed claim')
  );
}

/** The whole plugin, asked over HTTP: by routes as the UI does it, by the actions registry as MCP does it. */
async function setUp() {
  const knex = await databases.init('SQLITE_3');
  const far = new FakeActions();
  far.onLook = async () => UNDERWAY;
  const runtime = new FakeRuntime().on(SOURCE, async context => {
    for (const each of Object.values(CLAIMED_APPLICATIONS)) {
      await context.emit(observation(each, NOW_MS));
    }
  });
  runtime.actions = far;
  const flink = await startFlink({
    knex,
    clock: { nowMs: NOW_MS },
    runtimes: [runtime],
    entities: CLAIMING_ENTITIES,
    permissions: personaPermissions(knex),
    config: {
      app: { baseUrl: 'https://portal.example.com' },
      flink: { lifecycle: { enabled: true } },
    },
    features: [
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => personaInfo,
      }),
    ],
  });
  await flink.collect(SOURCE.id);
  await flink.link();
  const ask =
    (persona: PersonaName) =>
    (method: 'get' | 'post', path: string, body?: JsonObject) => {
      const asked = flink.api[method](`/api/flink${path}`).set(
        'Authorization',
        mockCredentials.user.header(PERSONAS[persona][0]),
      );
      return body ? asked.send(body) : asked;
    };
  return {
    ...flink,
    far,
    ask,
    tool: (persona: PersonaName, name: string, input: JsonObject) =>
      ask(persona)(
        'post',
        `/.backstage/actions/v1/actions/flink:${name}/invoke`,
        input,
      ),
  };
}

describe('the same rights by UI, API and agents', () => {
  let flink: Awaited<ReturnType<typeof setUp>>;
  beforeAll(async () => {
    flink = await setUp();
  });
  afterAll(() => flink.stop());

  describe.each(MATRIX)('for the %s with a %s', (persona, relation) => {
    const { id } = CLAIMED_APPLICATIONS[relation];
    const expected = mayAct(persona, relation);

    let items: AllowedAction[];
    beforeAll(async () => {
      const { body } = await flink.ask(persona)(
        'get',
        `${idPath(id)}/allowed-actions`,
      );
      items = body.items;
    });

    it.each(ACTION_KINDS)(`${expected ? 'allow' : 'deny'} %s`, async kind => {
      const request = REQUESTS[kind] as unknown as JsonObject;
      const [plan, agentRequest] = await Promise.all([
        flink.ask(persona)('post', `${idPath(id)}/actions/plan`, { request }),
        flink.tool(persona, 'request-action', { applicationId: id, request }),
      ]);

      const item = items.find(each => each.kind === kind);
      expect([item?.allowed, plan.body.allowed, agentRequest.status]).toEqual([
        expected,
        expected,
        expected ? 200 : 403,
      ]);
      expect(agentRequest.body.output?.status).toBe(
        expected ? 'awaitingConfirmation' : undefined,
      );
      expect(agentRequest.body.error?.message ?? '').toContain(
        item?.reason ?? '',
      );
      expect(plan.body.refusal).toBe(item?.reason);
    });

    it(`${expected ? 'allow' : 'deny'} in the plan of an agent`, async () => {
      const { body } = await flink.tool(persona, 'plan-action', {
        applicationId: id,
        request: { kind: 'restart' },
      });

      expect(body.output.plan.allowed).toBe(expected);
    });

    it(`${
      expected ? 'allow' : 'deny'
    } confirming what an agent asked for`, async () => {
      const asked = await flink.tool('platform owner', 'request-action', {
        applicationId: id,
        request: { kind: 'snapshot' },
      });
      const { actionId } = asked.body.output;
      const found = await flink.ask(persona)(
        'get',
        `${idPath(id)}/actions/${actionId}`,
      );

      // Without a reason, which is asked for where nobody knows the environment, nobody's is sent.
      const { status } = await flink.ask(persona)(
        'post',
        `${idPath(id)}/actions/${actionId}/decision`,
        { decision: 'confirm' },
      );

      expect(found.body.may.includes('confirm')).toBe(expected);
      expect(status).toBe(expected ? 400 : 403);
    });

    it(`${
      expected ? 'allow' : 'deny'
    } starting what was planned, up to the missing reason`, async () => {
      const ask = flink.ask(persona);
      const { body: plan } = await ask('post', `${idPath(id)}/actions/plan`, {
        request: { kind: 'restart' },
      });
      const { status } = await ask('post', `${idPath(id)}/actions`, {
        planId: plan.id,
        idempotencyKey: `${persona} ${relation}`,
      });

      expect(status).toBe(expected ? 400 : 403);
    });
  });

  it('send nothing for an agent, whoever it acts for', () => {
    expect(flink.far.sends).toEqual([]);
  });

  it('send once for a person who may', async () => {
    const { id } = CLAIMED_APPLICATIONS['confirmed owner'];
    const ask = flink.ask('owner');
    const { body: plan } = await ask('post', `${idPath(id)}/actions/plan`, {
      request: { kind: 'restart' },
    });
    const started = await ask('post', `${idPath(id)}/actions`, {
      planId: plan.id,
      idempotencyKey: 'once and once',
      reason: 'because',
    });

    expect(started.status).toBe(202);
    expect(flink.far.sends).toHaveLength(1);
    const { body } = await ask('get', `${idPath(id)}/allowed-actions`);
    expect(body.inFlight.id).toBe(started.body.id);
    expect(
      body.items.flatMap((each: { kind: ActionKind; allowed: boolean }) =>
        each.allowed ? each.kind : [],
      ),
    ).toEqual(['forceStop']);
  });

  it('plan and request nothing for a service, though the framework allows it everything', async () => {
    const { id } = CLAIMED_APPLICATIONS['confirmed owner'];
    for (const tool of ['plan-action', 'request-action']) {
      const { status, body } = await flink.api
        .post(`/api/flink/.backstage/actions/v1/actions/flink:${tool}/invoke`)
        .set('Authorization', mockCredentials.service.header())
        .send({ applicationId: id, request: { kind: 'restart' } });

      expect([tool, status, body.error.message]).toEqual([
        tool,
        403,
        expect.stringContaining('Only a signed-in person'),
      ]);
    }
  });
});
