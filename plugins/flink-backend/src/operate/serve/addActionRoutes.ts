import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { createOpenApiRouter } from '../../schema/openapi';
import type { Action } from '../../schema/openapi/generated/models';
import type { ActionService } from '../ActionService';
import { parseActionRequest } from '../plan/parseActionRequest';
import type { ActionAudit } from './ActionAudit';

/** What the routes are served from. */
export interface ActionRouteOptions {
  readonly httpAuth: HttpAuthService;
  readonly actions: ActionService;
  readonly audit: ActionAudit;
}

/** Planning, confirming, deciding and listing actions. */
export function addActionRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  { httpAuth, actions, audit }: ActionRouteOptions,
): void {
  router.post('/applications/:id/actions/plan', async (req, res) => {
    const { id } = req.params;
    const request = parseActionRequest(req.body.request);
    const plan = await audit.step(
      { actionType: 'plan', applicationId: id, request },
      req,
      async () => actions.plan(await httpAuth.credentials(req), id, request),
      made => ({ planId: made.id, versionBefore: made.version }),
    );
    res.json(plan);
  });

  router.post('/applications/:id/actions', async (req, res) => {
    const { id } = req.params;
    const { planId, reason } = req.body;
    const action = await audit.step(
      {
        actionType: 'confirm',
        applicationId: id,
        planId,
        reason,
      },
      req,
      async () => actions.start(await httpAuth.credentials(req), id, req.body),
      metaOf,
    );
    res.status(202).json(action);
  });

  router.post(
    '/applications/:id/actions/:actionId/decision',
    async (req, res) => {
      const { id, actionId } = req.params;
      const action = await audit.step(
        {
          actionType: req.body.decision,
          applicationId: id,
          actionId,
          reason: req.body.reason,
        },
        req,
        async () =>
          actions.decide(
            await httpAuth.credentials(req),
            id,
            actionId,
            req.body,
          ),
        metaOf,
      );
      res.json(action);
    },
  );

  router.get('/applications/:id/actions', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await actions.listOf(credentials, req.params.id, req.query));
  });

  router.get('/applications/:id/actions/:actionId', async (req, res) => {
    const { id, actionId } = req.params;
    res.json(await actions.get(await httpAuth.credentials(req), id, actionId));
  });

  router.get('/actions', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await actions.list(credentials, req.query));
  });
}

function metaOf(action: Action) {
  return {
    actionId: action.id,
    kind: action.request.kind,
    status: action.status,
    requestedBy: action.requestedBy,
    ...(action.versionBefore && { versionBefore: action.versionBefore }),
  };
}
