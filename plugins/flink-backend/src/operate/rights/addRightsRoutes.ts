import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { Authorizer } from '../../permissions/Authorizer';
import type { createOpenApiRouter } from '../../schema/openapi';
import { auditedFetch } from '../../serve/audit';
import type { Inventory } from '../../serve/Inventory';
import type { AllowedActionsReader } from './AllowedActionsReader';

/** What the route is served from. */
export interface RightsRouteOptions {
  readonly auditor: AuditorService;
  readonly httpAuth: HttpAuthService;
  readonly authorizer: Authorizer;
  readonly inventory: Inventory;
  readonly allowedActions: AllowedActionsReader;
}

/** `GET /applications/{id}/allowed-actions`. */
export function addRightsRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: RightsRouteOptions,
): void {
  const { auditor, httpAuth, authorizer, inventory, allowedActions } = options;
  router.get('/applications/:id/allowed-actions', async (req, res) => {
    const { id } = req.params;
    const answer = await auditedFetch(
      auditor,
      req,
      { queryType: 'allowed-actions', applicationId: id },
      async () => {
        const credentials = await httpAuth.credentials(req);
        await authorizer.application(credentials, id);
        const row = await inventory.get(id);
        if (!row) {
          throw new NotFoundError(
            `The portal knows no Flink application "${id}"`,
          );
        }
        return allowedActions.read(credentials, row);
      },
    );
    res.json(answer);
  });
}
