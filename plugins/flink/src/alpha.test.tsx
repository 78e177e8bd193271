import type { Entity } from '@backstage/catalog-model';
import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { flinkApiRef } from '@flink-portal/backstage-plugin-flink-react';
import { screen } from '@testing-library/react';
import plugin from './alpha';
import { flinkEntityContent, flinkHealthCard } from './alpha/entityExtensions';
import { flinkPage } from './alpha/pages';
import { degraded, entity, FakeFlinkApi } from './fixtures';

function api() {
  const fake = new FakeFlinkApi();
  fake.getEntityApplications.mockResolvedValue({
    items: [degraded],
    unresolved: [],
    suggestions: [],
  });
  return fake;
}

const withoutAnnotation: Entity = {
  ...entity,
  metadata: { name: 'plain', annotations: {} },
};
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
    });
    expect(await screen.findByText('Falling behind')).toBeInTheDocument();
  });

  it('shows the tab on an entity with an annotation', async () => {
    renderTestApp({
      extensions: [createTestEntityPage({ entity }), flinkEntityContent],
      apis: [[flinkApiRef, api()]],
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
      extensions: [createTestEntityPage({ entity: other }), flinkHealthCard],
      apis: [[flinkApiRef, fake]],
    });
    await new Promise(resolve => setTimeout(resolve, 0));
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
