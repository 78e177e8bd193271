import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_FLINK_APPLICATION_ID,
  ANNOTATION_KUBERNETES_ID,
  ANNOTATION_KUBERNETES_LABEL_SELECTOR,
  ANNOTATION_MANAGED_FLINK_ARN,
  ANNOTATION_MANAGED_FLINK_TAGS,
} from '@flink-portal/backstage-plugin-flink-common';
import type { LifecycleSettings } from '../../operate/config/LifecycleSettings';
import type { FlinkStore } from '../../store/FlinkStore';
import type {
  EntityLink,
  LinkedApplication,
  LinkedFacts,
} from '../../store/LinkStore';
import { matchEntities } from './matchEntities';

/** The id of the linking task. */
export const LINKS_TASK_ID = 'flink-links';

const CLAIMING_ANNOTATIONS = [
  ANNOTATION_FLINK_APPLICATION_ID,
  ANNOTATION_MANAGED_FLINK_ARN,
  ANNOTATION_MANAGED_FLINK_TAGS,
  ANNOTATION_AWS_ARN,
  ANNOTATION_KUBERNETES_ID,
  ANNOTATION_KUBERNETES_LABEL_SELECTOR,
];
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'metadata.labels',
  'spec.owner',
  'relations',
];
const PAGE = 500;

/** Matches the catalog against the inventory in the background, so that a view costs no matching. */
export class CatalogLinks {
  private failed = false;
  private lastInput = '';

  constructor(
    private readonly store: FlinkStore,
    private readonly catalog: CatalogService,
    private readonly auth: AuthService,
    private readonly logger: LoggerService,
    private readonly now: () => number,
    private readonly ownership: LifecycleSettings['ownership'],
  ) {}

  async run(): Promise<void> {
    let entities: Entity[];
    try {
      entities = await this.readEntities();
      this.failed = false;
    } catch (error) {
      // The links that are there stay: a catalog that does not answer has not forgotten its entities.
      if (!this.failed) {
        this.logger.warn(
          `Applications are not joined to catalog entities: ${stringifyError(
            error,
          )}`,
        );
      }
      this.failed = true;
      return;
    }
    const [applications, stored] = await Promise.all([
      this.store.links.readApplications(),
      this.store.links.readLinks(),
    ]);
    // The stored links too: another replica, of an older version perhaps, may have written them anew.
    const input = JSON.stringify([entities, applications, stored]);
    if (input === this.lastInput) {
      return;
    }
    const { links, facts } = matchEntities(
      entities,
      applications.map(({ identity }) => identity),
      this.ownership,
    );
    const changed = changedFacts(applications, facts);
    await this.store.links.replace(links, changed, this.now());
    // After a change the rows read above are old; the next run compares again.
    this.lastInput = changed.length > 0 || isNew(links, stored) ? '' : input;
  }

  private async readEntities(): Promise<Entity[]> {
    const credentials = await this.auth.getOwnServiceCredentials();
    const entities: Entity[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.catalog.queryEntities(
        cursor
          ? { cursor, fields: FIELDS, limit: PAGE }
          : {
              filter: CLAIMING_ANNOTATIONS.map(annotation => ({
                [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
              })),
              fields: FIELDS,
              limit: PAGE,
              totalItems: 'exclude',
            },
        { credentials },
      );
      entities.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return entities;
  }
}

function isNew(
  links: readonly EntityLink[],
  stored: readonly EntityLink[],
): boolean {
  const texts = (all: readonly EntityLink[]) =>
    all
      .map(each =>
        JSON.stringify([
          each.entityRef,
          each.applicationId,
          each.annotation,
          each.value,
          each.owner ?? null,
          each.confirmedBy ?? null,
          each.message,
        ]),
      )
      .sort()
      .join();
  return texts(links) !== texts(stored);
}

function changedFacts(
  before: readonly LinkedApplication[],
  facts: readonly LinkedFacts[],
): LinkedFacts[] {
  const known = new Map(
    before.map(({ identity, ...rest }) => [rest.applicationId, textOf(rest)]),
  );
  return facts.filter(each => known.get(each.applicationId) !== textOf(each));
}

function textOf(facts: LinkedFacts): string {
  return JSON.stringify([
    facts.entityRefs,
    facts.owner ?? null,
    facts.environment ?? null,
    facts.tier ?? null,
    facts.confirmedOwner ?? null,
    facts.confirmedEnvironment ?? null,
  ]);
}
