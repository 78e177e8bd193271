import {
  JsonObject,
  JsonValue,
  KubernetesObject,
  isJsonObject,
  numberAt,
  objectAt,
  stringAt,
  valueAt,
} from '../store/objects';
import { Resource } from './resources';

interface Column {
  name: string;
  type: string;
  priority: number;
  cell: (object: KubernetesObject, nowMs: number) => JsonValue;
}

const NAME: Column = {
  name: 'Name',
  type: 'string',
  priority: 0,
  cell: object => object.metadata.name,
};

const AGE: Column = {
  name: 'Age',
  type: 'string',
  priority: 0,
  cell: (object, nowMs) => ageOf(object.metadata.creationTimestamp, nowMs),
};

function column(
  name: string,
  cell: (object: KubernetesObject) => JsonValue,
  type = 'string',
): Column {
  return { name, type, priority: 0, cell };
}

function ageOf(timestamp: string | undefined, nowMs: number): string {
  if (!timestamp) return '<unknown>';
  const seconds = Math.max(
    0,
    Math.round((nowMs - Date.parse(timestamp)) / 1e3),
  );
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
}

function containerStatuses(object: KubernetesObject): JsonObject[] {
  const statuses = valueAt(object, 'status', 'containerStatuses');
  return Array.isArray(statuses) ? statuses.filter(isJsonObject) : [];
}

const BUILT_IN_COLUMNS: Record<string, Column[]> = {
  pods: [
    column('Ready', object => {
      const all = containerStatuses(object);
      return `${all.filter(status => status.ready === true).length}/${
        all.length
      }`;
    }),
    column('Status', object => {
      const waiting = containerStatuses(object)
        .map(status => stringAt(status, 'state', 'waiting', 'reason'))
        .find(reason => reason !== undefined);
      return waiting ?? stringAt(object, 'status', 'phase') ?? 'Unknown';
    }),
    column('Restarts', object =>
      String(
        containerStatuses(object).reduce(
          (sum, status) => sum + (numberAt(status, 'restartCount') ?? 0),
          0,
        ),
      ),
    ),
  ],
  services: [
    column('Type', object => stringAt(object, 'spec', 'type') ?? 'ClusterIP'),
    column(
      'Cluster-IP',
      object => stringAt(object, 'spec', 'clusterIP') ?? 'None',
    ),
  ],
  deployments: [
    column(
      'Ready',
      object =>
        `${numberAt(object, 'status', 'readyReplicas') ?? 0}/${
          numberAt(object, 'spec', 'replicas') ?? 0
        }`,
    ),
    column(
      'Available',
      object => numberAt(object, 'status', 'availableReplicas') ?? 0,
      'integer',
    ),
  ],
  namespaces: [
    column('Status', object => stringAt(object, 'status', 'phase') ?? ''),
  ],
  events: [
    column('Last Seen', object => stringAt(object, 'lastTimestamp') ?? ''),
    column('Type', object => stringAt(object, 'type') ?? ''),
    column('Reason', object => stringAt(object, 'reason') ?? ''),
    column('Object', object => {
      const about = objectAt(object, 'involvedObject');
      return `${String(about.kind).toLowerCase()}/${String(about.name)}`;
    }),
    column('Message', object => stringAt(object, 'message') ?? ''),
  ],
};

function columnsOf(resource: Resource): Column[] {
  if (resource.custom) {
    return [
      NAME,
      ...resource.custom.columns.map(printer => ({
        name: printer.name,
        type: printer.type,
        priority: printer.priority,
        cell: (object: KubernetesObject) =>
          valueAt(object, ...printer.jsonPath.split('.').slice(1)) ?? null,
      })),
    ];
  }
  return [NAME, ...(BUILT_IN_COLUMNS[resource.plural] ?? []), AGE];
}

/** Whether the client asks for `as=Table`. */
export function wantsTable(accept: string | undefined): boolean {
  return /as=Table/.test(accept ?? '');
}

/** Objects as the rows `kubectl get` prints. */
export function asTable(
  resource: Resource,
  objects: KubernetesObject[],
  options: { metadata: JsonObject; nowMs: number; includeObject?: string },
): JsonObject {
  const columns = columnsOf(resource);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.metadata,
    columnDefinitions: columns.map(({ name, type, priority }) => ({
      name,
      type,
      priority,
      format: name === 'Name' ? 'name' : '',
      description: '',
    })),
    rows: objects.map(object => ({
      cells: columns.map(item => item.cell(object, options.nowMs) ?? null),
      object:
        options.includeObject === 'Object'
          ? object
          : {
              kind: 'PartialObjectMetadata',
              apiVersion: 'meta.k8s.io/v1',
              metadata: object.metadata,
            },
    })),
  };
}
