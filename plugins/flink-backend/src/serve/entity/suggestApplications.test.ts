import type { Entity } from '@backstage/catalog-model';
import { identity } from '../../__testUtils__/observations';
import { suggestApplications } from './suggestApplications';

const entity = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
});

describe('suggestApplications', () => {
  const names = (entityName: string) =>
    suggestApplications(entity(entityName), [
      identity('unrelated'),
      identity('big-orders-enricher-v2'),
      identity('labelled', { labels: { app: 'orders-enricher' } }),
      identity('OrdersEnricher-prod'),
    ]).map(({ name }) => name);

  it('puts the same name first, then a label that names it, then a part of the name', () => {
    expect(names('orders-enricher')).toEqual([
      'OrdersEnricher-prod',
      'labelled',
      'big-orders-enricher-v2',
    ]);
  });

  it('does not take a few letters for a likeness', () => {
    expect(names('big')).toEqual([]);
  });
});
