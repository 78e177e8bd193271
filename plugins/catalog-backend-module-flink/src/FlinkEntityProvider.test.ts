import { mockServices } from '@backstage/backend-test-utils';
import { entityEnvelopeSchemaValidator } from '@backstage/catalog-model';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { FlinkEntityProvider } from './FlinkEntityProvider';
import { entityNameOf } from './toResourceEntity';

function application(
  name: string,
  more: Partial<flinkApi.ApplicationSummary> = {},
): flinkApi.ApplicationSummary {
  return {
    id: `managed:111122223333/us-east-1/${name}`,
    runtime: 'managed',
    name,
    scope: ['111122223333', 'us-east-1'],
    sourceId: 'managed:111122223333/us-east-1',
    entityRefs: [],
    verdict: 'Healthy',
    since: '2026-11-22T10:00:00Z',
    findingCount: 0,
    state: [{ label: 'Application status', value: 'RUNNING' }],
    unreadable: [],
    figures: {},
    ...more,
  };
}

type Answer = flinkApi.ApplicationSummary[] | { status: number };

/** A provider over pages of applications, connected to a catalog that records what it is told. */
async function providerOver(pages: Answer[]) {
  const applyMutation = jest.fn(async () => {});
  const connection: EntityProviderConnection = {
    applyMutation,
    refresh: async () => {},
  };
  const listApplications: flinkApi.DefaultApiClient['listApplications'] =
    async ({ query }) => {
      const index = Number(query.cursor ?? 0);
      const page = pages[index];
      const body = Array.isArray(page)
        ? {
            items: page,
            ...(index + 1 < pages.length ? { nextCursor: `${index + 1}` } : {}),
          }
        : { error: { name: 'ServiceUnavailableError', message: 'down' } };
      return new Response(JSON.stringify(body), {
        status: Array.isArray(page) ? 200 : page.status,
        headers: { 'Content-Type': 'application/json' },
      });
    };
  const provider = new FlinkEntityProvider({
    settings: {
      schedule: { frequency: { minutes: 1 }, timeout: { minutes: 1 } },
      defaultOwner: 'unknown',
      namespace: 'default',
    },
    logger: mockServices.logger.mock(),
    taskRunner: { run: async () => {} },
    client: { listApplications },
    token: async () => 'token',
  });
  await provider.connect(connection);
  return { provider, applyMutation };
}

describe('FlinkEntityProvider', () => {
  it('makes a Resource of every application that no entity names, over all pages', async () => {
    const { provider, applyMutation } = await providerOver([
      [application('orders', { owner: 'group:default/payments' })],
      [
        application('clicks'),
        application('fraud', { entityRefs: ['component:default/fraud'] }),
      ],
    ]);

    await provider.refresh();

    expect(applyMutation).toHaveBeenCalledWith({
      type: 'full',
      entities: [
        expect.objectContaining({
          locationKey: 'flink-applications',
          entity: expect.objectContaining({
            kind: 'Resource',
            metadata: expect.objectContaining({ title: 'orders' }),
            spec: {
              type: 'flink-application',
              owner: 'group:default/payments',
            },
          }),
        }),
        expect.objectContaining({
          entity: expect.objectContaining({
            metadata: expect.objectContaining({ title: 'clicks' }),
            spec: { type: 'flink-application', owner: 'unknown' },
          }),
        }),
      ],
    });
  });

  it('keeps an entity of its own although that entity now names the application', async () => {
    const found = application('orders');
    const { provider, applyMutation } = await providerOver([
      [
        {
          ...found,
          entityRefs: [`resource:default/${entityNameOf(found)}`],
        },
      ],
    ]);

    await provider.refresh();

    expect(applyMutation).toHaveBeenCalledWith(
      expect.objectContaining({ entities: [expect.anything()] }),
    );
  });

  it('removes nothing when a page cannot be read', async () => {
    const { provider, applyMutation } = await providerOver([
      [application('orders')],
      { status: 503 },
    ]);

    await expect(provider.refresh()).rejects.toThrow('503');
    expect(applyMutation).not.toHaveBeenCalled();
  });

  it('makes valid entities of names that the catalog does not allow', async () => {
    const validate = entityEnvelopeSchemaValidator();
    const { provider, applyMutation } = await providerOver([
      [
        application('-_.strange name/with everything-'.repeat(5)),
        application('...'),
      ],
    ]);

    await provider.refresh();

    const mutation = applyMutation.mock.calls.at(0)?.at(0) as unknown as {
      entities: { entity: { metadata: { name: string } } }[];
    };
    for (const { entity } of mutation.entities) {
      expect(() => validate(entity)).not.toThrow();
      expect(entity.metadata.name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$/);
      expect(entity.metadata.name).toMatch(/[a-zA-Z0-9]$/);
    }
  });

  it('tells applications of one name in two regions apart', () => {
    expect(
      entityNameOf({ id: 'managed:111122223333/us-east-1/a', name: 'a' }),
    ).not.toBe(
      entityNameOf({ id: 'managed:111122223333/eu-west-1/a', name: 'a' }),
    );
  });
});
