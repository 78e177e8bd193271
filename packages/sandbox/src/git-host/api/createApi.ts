import express, { Router } from 'express';
import { signedInOnly } from '../transport/credentials';
import { refusals } from './asks';
import type { ApiContext } from './ApiContext';
import { archiveRoutes } from './archives';
import { commitRoutes } from './commits';
import { contentRoutes } from './contents';
import { ownerRoutes } from './owners';
import { pullRoutes } from './pulls';
import { repositoryRoutes } from './repositories';
import { statusRoutes } from './statuses';

/** Gitea's API v1, as far as the portal, its templates and CI speak it. */
export function createApi(context: ApiContext): Router {
  const router = Router();
  const signedIn = signedInOnly(context.credentials);
  router.use((request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      next();
    } else {
      signedIn(request, response, next);
    }
  });
  router.use(express.json({ limit: '20mb' }));
  router.get('/version', (_request, response) => {
    response.json({ version: '1.24.0+sandbox' });
  });
  ownerRoutes(router, context);
  repositoryRoutes(router, context);
  contentRoutes(router, context);
  archiveRoutes(router, context);
  statusRoutes(router, context);
  commitRoutes(router, context);
  pullRoutes(router, context);
  router.use((request, response) => {
    response.status(404).json({
      message: `The sandbox's git host has no ${request.method} ${request.path}`,
    });
  });
  router.use(refusals);
  return router;
}
