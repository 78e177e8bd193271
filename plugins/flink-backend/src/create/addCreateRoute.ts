import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { createOpenApiRouter } from '../schema/openapi';
import type { ApplicationCreator } from './ApplicationCreator';
import type { CreationAudit } from './CreationAudit';

/** What the route is served from. */
export interface CreateRouteOptions {
  readonly httpAuth: HttpAuthService;
  readonly creator: Pick<ApplicationCreator, 'create'>;
  readonly audit: CreationAudit;
}

/** `POST /applications`. */
export function addCreateRoute(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  { httpAuth, creator, audit }: CreateRouteOptions,
): void {
  router.post('/applications', async (req, res) => {
    const { orderId, environment, serviceRoleArn, code, dryRun } = req.body;
    const creation = await audit.issued(
      {
        orderId,
        ...(environment && { environment }),
        serviceRoleArn,
        codeKey: code.key,
        dryRun: dryRun ?? false,
      },
      req,
      async () => ({
        ...(await creator.create(await httpAuth.credentials(req), req.body)),
      }),
    );
    res.status(creation.created ? 201 : 200).json(creation);
  });
}
