import type { Entity } from '@backstage/catalog-model';
import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { flinkApiRef } from '@flink-portal/backstage-plugin-flink-react';
import { screen } from '@testing-library/react';
import plugin from './alpha';
import { flinkEntityContent, flinkHealthCard } from './alpha/entityExtensions';
import { flinkPage } from './alpha/pages';
import { degraded, entity, FakeFlinkApi } from './__testUtils__';

function api() {
  const fake = new FakeFlinkApi();
  fake.getEntityApplications.mockResolvedValue({
    items: [degraded],
    unresolved: [],
    suggestions: [],
  });
  return fake;
}

// The catalog plugin's entity page in a real app.
const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

const withoutAnnotation: Entity = {
  ...entity,
  metadata: { name: 'plain', annotations: {} },
};
/** Shows on every entity: once it is there, the others have been decided too. */
const otherCard = EntityCardBlueprint.make({
  name: 'other',
  params: { loader: async () => <div data-testid="other-card" /> },
});

const group: Entity = { ...entity, kind: 'Group' };

describe('the plugin in an app of the new frontend system', () => {
  it('is called flink', () => {
    expect(plugin.pluginId).toBe('flink');
  });

  it('has a fleet page without a header of its own', async () => {
    renderTestApp({
      extensions: [flinkPage],
      apis: [[flinkApiRef, api()]],
      initialRouteEntries: ['/flink'],
      mountedRoutes,
    });
    expect(
      await screen.findByRole('table', { name: 'Flink applications' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByText('Apache Flink applications, worst first'),
    ).not.toBeInTheDocument();
  });

  it('shows the card on an entity with an annotation', async () => {
    renderTestApp({
      extensions: [createTestEntityPage({ entity }), flinkHealthCard],
      apis: [[flinkApiRef, api()]],
      mountedRoutes,
    });
    expect(await screen.findByText('Falling behind')).toBeInTheDocument();
  });

  it('shows the tab on an entity with an annotation', async () => {
    renderTestApp({
      extensions: [createTestEntityPage({ entity }), flinkEntityContent],
      apis: [[flinkApiRef, api()]],
      mountedRoutes,
    });
    expect(
      await screen.findByRole('tab', { name: /Overview \(1\)/ }),
    ).toBeInTheDocument();
  });

  it.each([
    ['without an annotation', withoutAnnotation],
    ['of another kind', group],
  ])('shows nothing on an entity %s', async (_what, other) => {
    const fake = api();
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity: other }),
        flinkHealthCard,
        otherCard,
      ],
      apis: [[flinkApiRef, fake]],
      mountedRoutes,
    });
    expect(await screen.findByTestId('other-card')).toBeInTheDocument();
    expect(fake.getEntityApplications).not.toHaveBeenCalled();
  });

  it('has a tab at the path that other screens link to', () => {
    expect(
      createExtensionTester(flinkEntityContent).get(
        coreExtensionData.routePath,
      ),
    ).toBe('/flink');
  });
});
