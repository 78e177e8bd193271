import type { Router } from 'express';
import { z } from 'zod';
import { COMMIT_STATES } from '../repositories/Repository';
import { asks, commitOf, repositoryOf } from './asks';
import type { ApiContext } from './ApiContext';

const newStatus = z.object({
  state: z.enum(COMMIT_STATES),
  context: z.string().default('default'),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
});

/** What CI and others say about a commit. */
export function statusRoutes(
  router: Router,
  { store, credentials, answers }: ApiContext,
): void {
  router.post(
    '/repos/:owner/:repo/statuses/:sha',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const sha = await commitOf(repository, request.params.sha);
      const wanted = newStatus.parse(request.body);
      const status = {
        id: store.nextId(),
        sha,
        state: wanted.state,
        context: wanted.context,
        description: wanted.description ?? '',
        targetUrl: wanted.target_url ?? '',
        createdAtMs: store.nowMs(),
      };
      repository.statuses.push(status);
      response.status(201).json(answers.status(repository, status));
    }),
  );
  router.get(
    [
      '/repos/:owner/:repo/statuses/:ref',
      '/repos/:owner/:repo/commits/:ref/statuses',
    ],
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const sha = await commitOf(repository, request.params.ref);
      response.json(
        repository.statuses
          .filter(status => status.sha === sha)
          .reverse()
          .map(status => answers.status(repository, status)),
      );
    }),
  );
  router.get(
    '/repos/:owner/:repo/commits/:ref/status',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const sha = await commitOf(repository, request.params.ref);
      response.json(answers.combinedStatus(repository, sha));
    }),
  );
}
