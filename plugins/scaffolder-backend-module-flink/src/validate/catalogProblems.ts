import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  JobPlan,
  NewJobForm,
  PlanProblem,
} from '@flink-portal/backstage-plugin-flink-common';

/** One answer that names an entity, and what kinds of entity it may name. */
interface Reference {
  readonly field: string;
  readonly ref: string;
  readonly kinds: readonly string[];
}

/** What the catalog says to a plan. */
export interface CatalogAnswer {
  readonly problems: readonly PlanProblem[];
  /** Refs among the asked ones that exist and may be seen. */
  readonly existing: ReadonlySet<string>;
}

/** The entities a plan names, and those it would bring along, looked up as the person who asks. */
export async function askCatalog(
  plan: JobPlan,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<CatalogAnswer> {
  const references = referencesOf(plan.form);
  const component = `component:default/${plan.name}`;
  const asked = [
    ...new Set([
      ...references.map(({ ref }) => ref),
      ...plan.catalog.resources.map(resourceRef),
      component,
    ]),
  ];
  const { items } = await catalog.getEntitiesByRefs(
    {
      entityRefs: asked,
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    },
    { credentials },
  );
  const existing = new Set(
    items
      .filter((entity): entity is Entity => entity !== undefined)
      .map(entity => stringifyEntityRef(entity)),
  );
  return {
    existing,
    problems: [
      ...references.flatMap(reference =>
        referenceProblems(reference, existing),
      ),
      ...(existing.has(component)
        ? [
            {
              field: 'name',
              message: `The catalog already has ${component}. Choose another name.`,
            },
          ]
        : []),
    ],
  };
}

/** The ref of an entity a repository brings along. */
export function resourceRef({ name }: { readonly name: string }): string {
  return `resource:default/${name}`.toLocaleLowerCase('en');
}

function referencesOf(form: NewJobForm): Reference[] {
  const data = (['source', 'sink'] as const).flatMap(role => {
    const { entityRef } = form[role];
    return entityRef
      ? [
          {
            field: `${role}.entityRef`,
            ref: lowerCased(entityRef),
            kinds: ['resource', 'api'],
          },
        ]
      : [];
  });
  return [
    { field: 'owner', ref: lowerCased(form.owner), kinds: ['group', 'user'] },
    ...(form.system
      ? [
          {
            field: 'system',
            ref: lowerCased(form.system),
            kinds: ['system'],
          },
        ]
      : []),
    ...data,
  ];
}

function referenceProblems(
  { field, ref, kinds }: Reference,
  existing: ReadonlySet<string>,
): PlanProblem[] {
  const { kind } = parseEntityRef(ref);
  if (!kinds.includes(kind)) {
    return [
      {
        field,
        message: `${ref} is a ${kind}; choose a ${kinds.join(' or ')}.`,
      },
    ];
  }
  return existing.has(ref)
    ? []
    : [
        {
          field,
          message: `The catalog has no ${ref}, or you may not see it. Choose one that it has.`,
        },
      ];
}

function lowerCased(ref: string): string {
  return stringifyEntityRef(parseEntityRef(ref));
}
