import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { CLAIMED_APPLICATIONS } from '../../__testUtils__/claimedApplications';
import { rightsOnClaims } from '../../__testUtils__/rightsOnClaims';
import { ClaimConflicts } from './ClaimConflicts';
import type { Claim } from './Ownership';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const CONFIRMED = CLAIMED_APPLICATIONS['confirmed owner'];

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('claim conflicts on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    const rights = await rightsOnClaims(knex, 1_000);
    const claimAlso = (entityRef: string) =>
      knex('flink_entity_links').insert({
        entity_ref: entityRef,
        application_id: CONFIRMED.id,
        annotation: 'an-annotation',
        value: 'x',
        owner: 'group:default/payments',
        confirmed_by: 'owner',
        message: 'Confirmed.',
      });
    return { ...rights, knex, claimAlso };
  }

  const named = async (
    {
      claimConflicts,
    }: Pick<Awaited<ReturnType<typeof setUp>>, 'claimConflicts'>,
    visibility: Parameters<ClaimConflicts['list']>[1] = { kind: 'all' },
  ) =>
    (await claimConflicts.list(mockCredentials.user(), visibility)).map(
      ({ applicationName }) => applicationName,
    );

  it('are no conflicts where one entity is confirmed', async () => {
    expect(await named(await setUp())).toEqual([
      'forged',
      'twice',
      'unconfirmed',
    ]);
  });

  it('are there too where several are confirmed', async () => {
    const flink = await setUp();
    await flink.claimAlso('component:default/twice');
    const [conflict] = await flink.claimConflicts.list(mockCredentials.user(), {
      kind: 'all',
    });

    expect(conflict).toMatchObject({
      applicationName: 'confirmed',
      message:
        '2 entities name this application, and the application confirms all of them. Rights go to group:default/payments.',
    });
    expect(conflict.claims).toHaveLength(2);
  });

  it('count one entity once, however many of its annotations name the application', async () => {
    const flink = await setUp();
    await flink.claimAlso('component:default/confirmed');

    expect(await named(flink)).not.toContain('confirmed');
  });

  it('leave out applications that the caller may not see or that are gone', async () => {
    const flink = await setUp();
    await flink
      .knex('flink_applications')
      .where('name', 'twice')
      .update({ removed_at: 2_000 });

    expect(await named(flink)).toEqual(['forged', 'unconfirmed']);
    expect(
      await named(flink, {
        kind: 'some',
        criteria: { field: 'owner', values: ['group:default/payments'] },
      }),
    ).toEqual(['forged']);
  });

  it('count entities that the caller may not see, and name none', async () => {
    const { knex } = await setUp();
    const blind = new ClaimConflicts(knex, {
      of: async (claims: ReadonlyArray<readonly Claim[]>) =>
        claims.map(each => ({ seen: [], hidden: `${each.length} hidden.` })),
    });
    const conflicts = await blind.list(mockCredentials.user(), { kind: 'all' });

    expect(conflicts[1].message).toContain(
      'them. Rights go to group:default/payments. 2 hidden.',
    );
    expect(JSON.stringify(conflicts)).not.toContain('component:');
  });
});
