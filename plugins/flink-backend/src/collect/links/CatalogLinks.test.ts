import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  CLAIMED_APPLICATIONS,
  CLAIMING_ENTITIES,
} from '../../__testUtils__/claimedApplications';
import { judgedFrom } from '../../__testUtils__/judged';
import { observation } from '../../__testUtils__/observations';
import { OwnershipReader } from '../../operate/claims/OwnershipReader';
import { FlinkStore } from '../../store/FlinkStore';
import { MIGRATIONS_DIRECTORY } from '../../store/openStore';
import { CatalogLinks } from './CatalogLinks';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const TWICE = CLAIMED_APPLICATIONS['two claims'];
const UNCONFIRMED = CLAIMED_APPLICATIONS['unconfirmed claim'];

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('catalog links on %s', id => {
  async function setUp(
    ownership: ConstructorParameters<typeof CatalogLinks>[5] = [],
  ) {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    const store = new FlinkStore(knex);
    const write = () =>
      store.applications.write(
        Object.values(CLAIMED_APPLICATIONS).map(each =>
          judgedFrom(observation(each, 1_000), 1_000),
        ),
        1_000,
        knex,
      );
    await write();
    const replace = jest.spyOn(store.links, 'replace');
    const links = new CatalogLinks(
      store,
      catalogServiceMock({ entities: CLAIMING_ENTITIES }),
      mockServices.auth(),
      mockServices.logger.mock(),
      () => 2_000,
      ownership,
    );
    const reader = new OwnershipReader(knex);
    return { knex, write, replace, links, read: reader.read.bind(reader) };
  }

  it('store for every claim whether the application confirms it, and by what', async () => {
    const { links, read } = await setUp();
    await links.run();

    expect(await read(TWICE.id)).toMatchObject({
      owner: 'group:default/payments',
      confirmedOwner: 'group:default/payments',
      claims: [
        { entityRef: 'component:default/twice', confirmedBy: 'entityRef' },
        {
          entityRef: 'component:default/twice-again',
          owner: 'group:default/search',
          confirmedBy: undefined,
        },
      ],
    });
    expect(await read(UNCONFIRMED.id)).toMatchObject({
      owner: 'group:default/payments',
      confirmedOwner: undefined,
    });
  });

  it('confirm by the configuration', async () => {
    const { links, read } = await setUp([
      { owner: 'payments', accounts: ['111122223333'] },
    ]);
    await links.run();

    expect(await read(UNCONFIRMED.id)).toMatchObject({
      confirmedOwner: 'group:default/payments',
      claims: [{ confirmedBy: 'configuration' }],
    });
  });

  it('know no owner before the first run where the application names an entity', async () => {
    const { read } = await setUp();

    expect((await read(TWICE.id))?.confirmedOwner).toBeUndefined();
    expect(
      (await read(CLAIMED_APPLICATIONS['confirmed owner'].id))?.confirmedOwner,
    ).toBe('group:default/payments');
  });

  it('are not taken back by the next collection', async () => {
    const { links, read, write } = await setUp();
    await links.run();
    await write();

    expect((await read(TWICE.id))?.confirmedOwner).toBe(
      'group:default/payments',
    );
  });

  it('are left alone while nothing changes', async () => {
    const { links, replace } = await setUp();
    for (let run = 0; run < 5; run++) {
      await links.run();
    }

    expect(replace.mock.calls.length).toBeLessThan(3);
  });

  it('are made anew when a replica of an older version wrote them', async () => {
    const { knex, links, read } = await setUp();
    for (let run = 0; run < 3; run++) {
      await links.run();
    }
    await knex('flink_entity_links').update({
      owner: null,
      confirmed_by: null,
      message: null,
    });
    await links.run();

    expect((await read(TWICE.id))?.claims[0].confirmedBy).toBe('entityRef');
  });
});
