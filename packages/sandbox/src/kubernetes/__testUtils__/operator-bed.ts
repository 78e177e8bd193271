import {
  JsonObject,
  JsonValue,
  isJsonObject,
  stringAt,
  valueAt,
} from '../store/objects';
import { FLINK, TestCluster } from './test-cluster';

/** The path of the operator's API group. */
export const BASE = '/apis/flink.apache.org/v1beta1';

/** What a merge patch must say. */
export const MERGE = { 'Content-Type': 'application/merge-patch+json' };

/** What tests of the operator ask of the cluster that is current when they ask. */
export function operatorBed(current: () => TestCluster) {
  async function read(path: string): Promise<JsonValue> {
    const response = await current().fetch(path);
    const body: JsonValue = await response.json();
    return body;
  }

  return {
    read,

    deployment: (namespace: string, name: string) =>
      read(`${BASE}/namespaces/${namespace}/flinkdeployments/${name}`),

    async create(plural: string, body: object): Promise<void> {
      await current().custom.createNamespacedCustomObject({
        ...FLINK,
        plural,
        body,
      });
    },

    async patchOrders(spec: object): Promise<void> {
      const response = await current().fetch(
        `${BASE}/namespaces/default/flinkdeployments/orders`,
        { method: 'PATCH', headers: MERGE, body: JSON.stringify({ spec }) },
      );
      expect(response.status).toBe(200);
    },

    async eventReasons(namespace: string, name: string) {
      const list = await read(
        `/api/v1/namespaces/${namespace}/events?fieldSelector=involvedObject.name=${name}`,
      );
      return itemsOf(list).map(event => String(event.reason));
    },
  };
}

/** The objects of a list. */
export function itemsOf(list: JsonValue): JsonObject[] {
  const items = valueAt(list, 'items');
  return Array.isArray(items) ? items.filter(isJsonObject) : [];
}

/** The three words an operator's status is known by. */
export function summary(object: JsonValue) {
  return {
    lifecycle: stringAt(object, 'status', 'lifecycleState'),
    jobManager: stringAt(object, 'status', 'jobManagerDeploymentStatus'),
    job: stringAt(object, 'status', 'jobStatus', 'state'),
  };
}
