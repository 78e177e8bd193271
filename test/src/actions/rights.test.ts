import {
  ACTION_KINDS,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import type { PortalClient } from '../portal/PortalClient';
import {
  startPortalBackend,
  type PortalBackend,
} from '../portal/startPortalBackend';
import { until } from '../portal/until';
import { ActionClient } from './ActionClient';
import { awsOf, operationsOf } from './farSide';
import { McpClient } from './McpClient';

jest.setTimeout(300_000);

const EAST = 'managed:111122223333/us-east-1';
/** Its tags name the team of its owner. */
const OWNED = `${EAST}/orders-enrichment-prod`;
/** An entity names it, and it has no tag that confirms any. */
const UNCONFIRMED = `${EAST}/ad-attribution`;
/** Belongs to payments; an entity of the fraud team names it too. */
const FORGED = `${EAST}/card-token-sync`;

const PEOPLE = {
  owner: 'user:default/amara.okafor',
  other: 'user:default/mei.tanaka',
  claimant: 'user:default/priya.nair',
  platform: 'user:default/tomasz.nowak',
} as const;
type Person = keyof typeof PEOPLE;

const REQUESTS: Readonly<Record<string, flinkApi.ActionRequest>> = {
  snapshot: { kind: 'snapshot' },
  restart: { kind: 'restart' },
  rescale: { kind: 'rescale', parallelism: 9 },
  upgrade: { kind: 'upgrade', artifact: 'next.jar' },
  start: { kind: 'start', from: { type: 'latest' } },
  stop: { kind: 'stop' },
  restore: { kind: 'restore', snapshotName: 'none' },
  rollback: { kind: 'rollback' },
  forceStop: { kind: 'forceStop' },
  deleteSnapshot: { kind: 'deleteSnapshot', snapshotName: 'none' },
};

/** The words of a refusal for want of a right. */
const NO_RIGHT = /You may not .+ this application/;

/** Who may act on what, by the policy of this portal: only whom the application confirms, and platform owners. */
const MAY: ReadonlyArray<readonly [string, string, readonly Person[]]> = [
  ['confirmed by its tags', OWNED, ['owner', 'platform']],
  ['claimed and confirmed by nobody', UNCONFIRMED, ['platform']],
  ['claimed by another team as well', FORGED, ['owner', 'platform']],
];

describe('who may act, by the real policy with real sign-ins', () => {
  let sandbox: Sandbox;
  let portal: PortalBackend;
  let people: Record<Person, PortalClient>;

  beforeAll(async () => {
    sandbox = await startSandbox();
    portal = await startPortalBackend({
      sandbox: sandbox.ports,
      config: {
        auth: {
          providers: {
            persona: {
              people: Object.values(PEOPLE).map(userEntityRef => ({
                userEntityRef,
                title: userEntityRef,
              })),
            },
          },
        },
        flink: {
          schedule: { initialDelay: { milliseconds: 100 } },
          links: { frequency: { seconds: 2 } },
          aws: {
            accounts: [{ accountId: '111122223333', regions: ['us-east-1'] }],
          },
        },
      },
    });
    // Signing in needs the catalog, and rights need the catalog joined to the inventory.
    await until(
      () => portal.fleet(),
      fleet =>
        [OWNED, UNCONFIRMED, FORGED].every(wanted =>
          fleet.some(
            ({ id, entityRefs }) => id === wanted && entityRefs.length > 0,
          ),
        ),
      120_000,
    );
    const names = Object.keys(PEOPLE) as Person[];
    people = Object.fromEntries(
      await Promise.all(
        names.map(async name => [name, await portal.as(PEOPLE[name])]),
      ),
    );
  });

  afterAll(async () => {
    await portal?.stop();
    await sandbox?.close();
  });

  describe.each(MAY)('an application that is %s', (_what, id, may) => {
    it.each(Object.keys(PEOPLE) as Person[])(
      'gives %s the same answer to every action in the screen, the API and for agents',
      async name => {
        const client = new ActionClient(people[name], id);
        const mcp = new McpClient(people[name]);
        const { items } = await client.allowed();
        expect(items.map(({ kind }) => kind)).toEqual([...ACTION_KINDS]);
        const answers = [];
        for (const { kind, allowed, reason } of items) {
          const plan = await client.tryPlan(REQUESTS[kind]);
          const asked = await mcp.call('flink.request-action', {
            applicationId: id,
            request: REQUESTS[kind],
          });
          answers.push({
            kind,
            // What is not legal now is said so; it is not a matter of rights.
            screen: allowed || !NO_RIGHT.test(reason ?? ''),
            api: plan.status !== 403 && !NO_RIGHT.test(plan.text),
            agent: !NO_RIGHT.test(asked.isError ? asked.text : ''),
          });
        }
        const right = may.includes(name);
        expect(answers).toEqual(
          ACTION_KINDS.map(kind => ({
            kind,
            screen: right,
            api: right,
            agent: right,
          })),
        );
      },
    );
  });

  it('leaves what an agent asked for to a person, and sends nothing', async () => {
    const before = (await operationsOf(awsOf(sandbox), 'card-token-sync'))
      .length;
    const asked = await new McpClient(people.owner).call(
      'flink.request-action',
      {
        applicationId: FORGED,
        request: { kind: 'restart' },
        reason: 'Checkpoints fail',
      },
    );
    expect(asked.isError).toBe(false);
    const client = new ActionClient(people.owner, FORGED);
    const waiting = (await client.list()).items.filter(
      ({ status, origin }) =>
        status === 'awaitingConfirmation' && origin === 'agent',
    );
    expect(waiting.length).toBeGreaterThan(0);
    const other = new ActionClient(people.other, FORGED);
    expect((await other.decide(waiting[0].id, 'confirm')).status).toBe(403);
    expect((await operationsOf(awsOf(sandbox), 'card-token-sync')).length).toBe(
      before,
    );
  });

  it('sends what needs a second person only after another one approved it', async () => {
    const name = 'orders-enrichment-prod';
    const before = (await operationsOf(awsOf(sandbox), name)).length;
    const client = new ActionClient(people.owner, OWNED);
    const action = await client.run({ kind: 'forceStop' });
    expect(action.status).toBe('awaitingApproval');
    expect((await client.decide(action.id, 'approve')).status).toBe(403);
    expect((await operationsOf(awsOf(sandbox), name)).length).toBe(before);

    const platform = new ActionClient(people.platform, OWNED, () =>
      sandbox.clock.advance(2_000),
    );
    expect((await platform.decide(action.id, 'approve')).status).toBe(400);
    expect(
      (await platform.decide(action.id, 'approve', { typedName: name })).status,
    ).toBe(200);
    const ended = await platform.outcome(action.id);
    expect(ended).toMatchObject({
      status: 'succeeded',
      requestedBy: PEOPLE.owner,
      decidedBy: PEOPLE.platform,
    });
    expect((await operationsOf(awsOf(sandbox), name)).length).toBe(before + 1);
  });

  it('shows platform owners which entities nobody confirms, and nobody else', async () => {
    const claims = await people.platform.get<flinkApi.ClaimConflictList>(
      '/claims',
    );
    const conflict = claims.items.find(
      ({ applicationId }) => applicationId === FORGED,
    );
    expect(
      conflict?.claims.map(({ entityRef, confirmed }) => [
        entityRef,
        confirmed,
      ]),
    ).toEqual([
      ['component:default/card-token-sync', true],
      ['component:default/card-risk-lab', false],
    ]);
    const refused = await people.other.request('/api/flink/claims');
    expect(refused.status).toBe(403);
  });
});
