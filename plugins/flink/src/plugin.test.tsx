import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { flinkApiRef } from '@flink-portal/backstage-plugin-flink-react';
import { screen } from '@testing-library/react';
import { degraded, entity, FakeFlinkApi } from './__testUtils__';
import {
  EntityFlinkContent,
  EntityFlinkHealthCard,
  FlinkPage,
  flinkPlugin,
} from './index';
import { Route, Routes } from 'react-router-dom';

function api() {
  const fake = new FakeFlinkApi();
  fake.getEntityApplications.mockResolvedValue({
    items: [degraded],
    unresolved: [],
    suggestions: [],
  });
  return fake;
}

describe('the plugin in an app of the old frontend system', () => {
  it('brings its own API', () => {
    expect([...flinkPlugin.getApis()].map(({ api: ref }) => ref.id)).toEqual([
      'plugin.flink.client',
    ]);
  });

  it('has a page with a header', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[flinkApiRef, api()]]}>
        <Routes>
          <Route path="/flink/*" element={<FlinkPage />} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/flink'],
        mountedRoutes: {
          '/flink': flinkPlugin.routes.root,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );
    expect(
      await screen.findByRole('heading', { name: 'Flink', level: 1 }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('table', { name: 'Flink applications' }),
    ).toBeInTheDocument();
  });

  it('has a card that works without the page', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[flinkApiRef, api()]]}>
        <EntityProvider entity={entity}>
          <EntityFlinkHealthCard />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );
    expect(await screen.findByText('Degraded')).toBeInTheDocument();
  });

  it('has a tab', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[flinkApiRef, api()]]}>
        <EntityProvider entity={entity}>
          <Routes>
            <Route path="/tab/*" element={<EntityFlinkContent />} />
          </Routes>
        </EntityProvider>
      </TestApiProvider>,
      {
        routeEntries: ['/tab'],
        mountedRoutes: {
          '/tab': flinkPlugin.routes.entityContent,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );
    expect(
      await screen.findByRole('tab', { name: /Overview/ }),
    ).toBeInTheDocument();
  });
});
