import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ApplicationIdentity } from '@flink-portal/backstage-plugin-flink-common';
import {
  CLAIMED_APPLICATIONS,
  CLAIMING_ENTITIES,
} from '../../__testUtils__/claimedApplications';
import { judgedFrom } from '../../__testUtils__/judged';
import { identity, observation } from '../../__testUtils__/observations';
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
    entities: Entity[] = CLAIMING_ENTITIES,
  ) {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    const store = new FlinkStore(knex);
    const write = (
      applications: readonly ApplicationIdentity[] = Object.values(
        CLAIMED_APPLICATIONS,
      ),
    ) =>
      store.applications.write(
        applications.map(each => judgedFrom(observation(each, 1_000), 1_000)),
        1_000,
        knex,
      );
    await write();
    const replace = jest.spyOn(store.links, 'replace');
    const links = new CatalogLinks(
      store,
      catalogServiceMock({ entities }),
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
    const { read, write } = await setUp();
    await write([
      identity('both', {
        labels: { 'backstage.io/entity-ref': 'twice', owner: 'search' },
      }),
    ]);

    expect((await read(identity('both').id))?.confirmedOwner).toBeUndefined();
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

  it('follow tags although what is shown stays the same', async () => {
    const [entity] = CLAIMING_ENTITIES;
    const dev: Entity = {
      ...entity,
      metadata: { ...entity.metadata, labels: { environment: 'dev' } },
    };
    const { links, read, write } = await setUp([], [dev]);
    const tagged = async (labels: Record<string, string>) => {
      await write([identity('confirmed', { labels })]);
      await links.run();
      return read(identity('confirmed').id);
    };
    const shown = { owner: 'group:default/payments', environment: 'dev' };
    await links.run();

    expect(await tagged({ owner: 'payments', env: 'prod' })).toMatchObject({
      ...shown,
      confirmedOwner: 'group:default/payments',
      confirmedEnvironment: 'prod',
    });
    expect(await tagged({ owner: 'payments', env: 'test' })).toMatchObject({
      ...shown,
      confirmedEnvironment: 'test',
    });
    expect(await tagged({ owner: 'search', env: 'test' })).toMatchObject({
      ...shown,
      confirmedOwner: 'group:default/search',
    });
  });
});
