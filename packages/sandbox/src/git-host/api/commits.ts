import type { Router } from 'express';
import { commitsTo } from '../repositories/history';
import { asks, commitOf, pageOf, queryOf, repositoryOf } from './asks';
import type { ApiContext } from './ApiContext';

/** Commits, one and many. */
export function commitRoutes(
  router: Router,
  { store, credentials, answers }: ApiContext,
): void {
  router.get(
    '/repos/:owner/:repo/commits',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const sha = await commitOf(repository, queryOf(request, 'sha'));
      const commits = await commitsTo(repository, sha, pageOf(request));
      response.json(commits.map(one => answers.commit(repository, one)));
    }),
  );
  router.get(
    '/repos/:owner/:repo/git/commits/*',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const sha = await commitOf(repository, request.params[0]);
      const [commit] = await commitsTo(repository, sha, { limit: 1 });
      response.json(answers.commit(repository, commit));
    }),
  );
}
