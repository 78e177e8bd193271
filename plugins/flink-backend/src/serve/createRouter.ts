import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type express from 'express';
import type { Authorizer } from '../permissions/Authorizer';
import { createOpenApiRouter } from '../schema/openapi';
import type { FlinkStore } from '../store/FlinkStore';
import type { ApplicationRow } from '../store/rows';
import { auditedFetch } from './audit';
import type { EntityApplicationsReader } from './entity/EntityApplicationsReader';
import { listApplications } from './fleet/listApplications';
import type { ApplicationAvailability } from './history/ApplicationAvailability';
import type { ApplicationTimeline } from './history/ApplicationTimeline';
import type { ApplicationFaults } from './faults/ApplicationFaults';
import type { Interest } from './Interest';
import type { Inventory } from './Inventory';
import { listSources } from './listSources';
import type { ApplicationMetrics } from './metrics/ApplicationMetrics';
import { presentDetail } from './presentApplication';

/** What the routes are served from. */
export interface RouterOptions {
  readonly auditor: AuditorService;
  readonly httpAuth: HttpAuthService;
  readonly authorizer: Authorizer;
  readonly store: FlinkStore;
  readonly inventory: Inventory;
  readonly interest: Interest;
  readonly metrics: ApplicationMetrics;
  readonly faults: ApplicationFaults;
  readonly timeline: ApplicationTimeline;
  readonly availability: ApplicationAvailability;
  readonly entities: EntityApplicationsReader;
  /** Routes that other rooms add. */
  readonly addRoutes?: (router: OpenApiRouter) => void;
  readonly now: () => number;
}

/** The router whose questions and answers are checked against the contract. */
export type OpenApiRouter = Awaited<ReturnType<typeof createOpenApiRouter>>;

/** The API. Everything but ranges that the store does not cover is read from the database. */
export async function createRouter(
  options: RouterOptions,
): Promise<express.Router> {
  const { auditor, httpAuth, authorizer, store, inventory, interest } = options;
  const router = await createOpenApiRouter();

  router.get('/applications', async (req, res) => {
    const page = await auditedFetch(
      auditor,
      req,
      { queryType: 'all' },
      async () => {
        const credentials = await httpAuth.credentials(req);
        const visibility = await authorizer.visibility(credentials);
        return listApplications(store.knex, visibility, req.query);
      },
    );
    res.json(page);
  });

  router.get('/applications/:id', async (req, res) => {
    const { id } = req.params;
    const detail = await auditedFetch(
      auditor,
      req,
      { queryType: 'by-id', applicationId: id },
      async () => {
        await authorizer.application(await httpAuth.credentials(req), id);
        const row = await getOrThrow(inventory, id);
        await interest.touch([id]);
        return presentDetail(row, await inventory.readOperations(id));
      },
    );
    res.json(detail);
  });

  router.get('/applications/:id/metrics', async (req, res) => {
    const { id } = req.params;
    const answer = await auditedFetch(
      auditor,
      req,
      { queryType: 'metrics', applicationId: id },
      async () => {
        await authorizer.application(await httpAuth.credentials(req), id);
        const row = await getOrThrow(inventory, id);
        return options.metrics.read(row, req.query.range ?? '1h');
      },
    );
    res.json(answer);
  });

  router.get('/applications/:id/exceptions', async (req, res) => {
    const { id } = req.params;
    const answer = await auditedFetch(
      auditor,
      req,
      { queryType: 'exceptions', applicationId: id },
      async () => {
        await authorizer.application(await httpAuth.credentials(req), id);
        const row = await getOrThrow(inventory, id);
        return options.faults.read(row, req.query.range);
      },
    );
    res.json(answer);
  });

  router.get('/applications/:id/timeline', async (req, res) => {
    const { id } = req.params;
    const answer = await auditedFetch(
      auditor,
      req,
      { queryType: 'timeline', applicationId: id },
      async () => {
        await authorizer.application(await httpAuth.credentials(req), id);
        const row = await getOrThrow(inventory, id);
        return options.timeline.read(row, req.query);
      },
    );
    res.json(answer);
  });

  router.get('/applications/:id/availability', async (req, res) => {
    const { id } = req.params;
    const answer = await auditedFetch(
      auditor,
      req,
      { queryType: 'availability', applicationId: id },
      async () => {
        await authorizer.application(await httpAuth.credentials(req), id);
        const row = await getOrThrow(inventory, id);
        return options.availability.read(row);
      },
    );
    res.json(answer);
  });

  router.get(
    '/entities/:kind/:namespace/:name/applications',
    async (req, res) => {
      const { kind, namespace, name } = req.params;
      const answer = await auditedFetch(
        auditor,
        req,
        {
          queryType: 'by-entity',
          entityRef: `${kind}:${namespace}/${name}`,
        },
        async () => {
          const credentials = await httpAuth.credentials(req);
          const visibility = await authorizer.visibility(credentials);
          const found = await options.entities.read(
            { kind, namespace, name },
            credentials,
            visibility,
          );
          await interest.touch(found.items.map(({ id }) => id));
          return found;
        },
      );
      res.json(answer);
    },
  );

  router.get('/sources', async (req, res) => {
    await authorizer.sources(await httpAuth.credentials(req));
    res.json({ items: await listSources(store, options.now()) });
  });

  options.addRoutes?.(router);
  return router;
}

async function getOrThrow(
  inventory: Inventory,
  id: string,
): Promise<ApplicationRow> {
  const row = await inventory.get(id);
  if (!row) {
    throw new NotFoundError(`The portal knows no Flink application "${id}"`);
  }
  return row;
}
