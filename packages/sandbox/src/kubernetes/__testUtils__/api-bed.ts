import { JsonValue } from '../store/objects';
import { FLINK, TestCluster, orders } from './test-cluster';

export const plural = 'flinkdeployments';

/** The path of the default namespace's FlinkDeployments. */
export const PATH =
  '/apis/flink.apache.org/v1beta1/namespaces/default/flinkdeployments';

export const MERGE = 'application/merge-patch+json';

/** What tests of the API ask of the cluster that is current when they ask. */
export function apiBed(current: () => TestCluster) {
  return {
    async create(name = 'orders') {
      const body = { ...orders(), metadata: { name } };
      const created: JsonValue =
        await current().custom.createNamespacedCustomObject({
          ...FLINK,
          plural,
          body,
        });
      return created;
    },

    async patch(
      contentType: string,
      body: unknown,
      query = '',
      token = 'admin',
    ): Promise<{ status: number; body: JsonValue }> {
      const response = await current().fetch(`${PATH}/orders${query}`, {
        method: 'PATCH',
        headers: { 'Content-Type': contentType },
        body: JSON.stringify(body),
        token,
      });
      return { status: response.status, body: await response.json() };
    },

    async read(path: string, token?: string) {
      const response = await current().fetch(path, { token });
      const body: JsonValue = await response.json();
      return { status: response.status, body };
    },
  };
}
