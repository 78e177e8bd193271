import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { JsonObject, KubernetesObject, isJsonObject } from '../store/objects';

/** One printer column of a CRD. */
export interface PrinterColumn {
  name: string;
  type: string;
  jsonPath: string;
  priority: number;
  description: string;
}

/** What the API server needs of one CustomResourceDefinition (one served version each). */
export interface CustomResource {
  definition: KubernetesObject;
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames: string[];
  columns: PrinterColumn[];
  hasScale: boolean;
  schema: JsonObject;
}

interface CrdDocument {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: {
    group: string;
    names: {
      kind: string;
      plural: string;
      singular: string;
      shortNames?: string[];
    };
    versions: {
      name: string;
      additionalPrinterColumns?: Partial<PrinterColumn>[];
      schema: { openAPIV3Schema: JsonObject };
      subresources?: JsonObject;
    }[];
  };
}

function packageRoot(from: string): string {
  let folder = from;
  while (!existsSync(join(folder, 'crds'))) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error(
        `The sandbox's crds folder was not found above ${from}; run it from its package`,
      );
    }
    folder = parent;
  }
  return folder;
}

let loaded: readonly CustomResource[] | undefined;

/** The operator's CRDs, read once from `crds/`. */
export function customResources(): readonly CustomResource[] {
  // The package is private and runs from its sources; the search works from dist as well.
  // eslint-disable-next-line no-restricted-syntax
  loaded ??= readCustomResources(join(packageRoot(__dirname), 'crds'));
  return loaded;
}

function readCustomResources(folder: string): CustomResource[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.yml'))
    .sort()
    .map(file => {
      const text = readFileSync(join(folder, file), 'utf8');
      const document: unknown = parse(text);
      if (!isCrd(document)) {
        throw new Error(`${file} is not a CustomResourceDefinition`);
      }
      const [version] = document.spec.versions;
      const { names } = document.spec;
      return {
        definition: toObject(document),
        group: document.spec.group,
        version: version.name,
        kind: names.kind,
        plural: names.plural,
        singular: names.singular,
        shortNames: names.shortNames ?? [],
        columns: (version.additionalPrinterColumns ?? []).map(column => ({
          name: column.name ?? '',
          type: column.type ?? 'string',
          jsonPath: column.jsonPath ?? '',
          priority: column.priority ?? 0,
          description: column.description ?? '',
        })),
        hasScale: version.subresources?.scale !== undefined,
        schema: version.schema.openAPIV3Schema,
      };
    });
}

function isCrd(document: unknown): document is CrdDocument {
  return (
    isJsonObject(document) &&
    document.kind === 'CustomResourceDefinition' &&
    isJsonObject(document.spec) &&
    Array.isArray(document.spec.versions)
  );
}

function toObject(document: CrdDocument): KubernetesObject {
  const copy: KubernetesObject = JSON.parse(JSON.stringify(document));
  const names = copy.spec?.names;
  return {
    ...copy,
    status: {
      acceptedNames: names,
      storedVersions: [document.spec.versions[0].name],
      conditions: ['NamesAccepted', 'Established'].map(type => ({
        type,
        status: 'True',
        reason: type === 'Established' ? 'InitialNamesAccepted' : 'NoConflicts',
        message: 'the names are accepted',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      })),
    },
  };
}
