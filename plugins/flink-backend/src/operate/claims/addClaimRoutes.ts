import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Authorizer } from '../../permissions/Authorizer';
import type { createOpenApiRouter } from '../../schema/openapi';
import { auditedFetch } from '../../serve/audit';
import type { ClaimConflicts } from './ClaimConflicts';

/** What the route is served from. */
export interface ClaimRouteOptions {
  readonly auditor: AuditorService;
  readonly httpAuth: HttpAuthService;
  readonly authorizer: Authorizer;
  readonly claimConflicts: ClaimConflicts;
}

/** `GET /claims`. */
export function addClaimRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  { auditor, httpAuth, authorizer, claimConflicts }: ClaimRouteOptions,
): void {
  router.get('/claims', async (req, res) => {
    const items = await auditedFetch(
      auditor,
      req,
      { queryType: 'claims' },
      async () => {
        const credentials = await httpAuth.credentials(req);
        await authorizer.claims(credentials);
        return claimConflicts.list(
          credentials,
          await authorizer.visibility(credentials),
        );
      },
    );
    res.json({ items });
  });
}
