import type { Request, Router } from 'express';
import { z } from 'zod';
import { resolveCommit } from '../repositories/history';
import { mergePull } from '../repositories/merge';
import type { PullRequest, Repository } from '../repositories/Repository';
import { RepositoryError } from '../repositories/RepositoryStore';
import { asks, commitOf, queryOf, repositoryOf } from './asks';
import type { ApiContext } from './ApiContext';

const newPull = z.object({
  head: z.string(),
  base: z.string(),
  title: z.string().min(1),
  body: z.string().nullish(),
});
const changedPull = z.object({ state: z.enum(['open', 'closed']) });
const merge = z.object({
  Do: z.enum(['merge', 'squash', 'rebase']).default('merge'),
});

/** The pull request a path names. @throws RepositoryError 404 */
export function pullOf(repository: Repository, request: Request): PullRequest {
  const number = Number(request.params.index);
  const found = repository.pulls.find(one => one.number === number);
  if (!found) {
    throw new RepositoryError(
      404,
      `there is no pull request ${request.params.index}`,
    );
  }
  return found;
}

/** Pull requests. */
export function pullRoutes(
  router: Router,
  { store, credentials, answers }: ApiContext,
): void {
  const answer = async (repository: Repository, pull: PullRequest) =>
    answers.pull(
      repository,
      pull,
      await resolveCommit(repository, `refs/heads/${pull.head}`),
    );
  router.get(
    '/repos/:owner/:repo/pulls',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const state = queryOf(request, 'state') ?? 'open';
      const wanted = repository.pulls.filter(
        one => state === 'all' || one.state === state,
      );
      response.json(
        await Promise.all(wanted.map(one => answer(repository, one))),
      );
    }),
  );
  router.post(
    '/repos/:owner/:repo/pulls',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const wanted = newPull.parse(request.body);
      await commitOf(repository, `refs/heads/${wanted.base}`);
      await commitOf(repository, `refs/heads/${wanted.head}`);
      const same = repository.pulls.find(
        one =>
          one.state === 'open' &&
          one.head === wanted.head &&
          one.base === wanted.base,
      );
      if (same) {
        throw new RepositoryError(
          409,
          `pull request ${same.number} already asks for this`,
        );
      }
      const pull: PullRequest = {
        number: repository.pulls.length + 1,
        title: wanted.title,
        body: wanted.body ?? '',
        head: wanted.head,
        base: wanted.base,
        author: credentials.username,
        createdAtMs: store.nowMs(),
        state: 'open',
      };
      repository.pulls.push(pull);
      response.status(201).json(await answer(repository, pull));
    }),
  );
  router.get(
    '/repos/:owner/:repo/pulls/:index',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      response.json(await answer(repository, pullOf(repository, request)));
    }),
  );
  router.patch(
    '/repos/:owner/:repo/pulls/:index',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const pull = pullOf(repository, request);
      const { state } = changedPull.parse(request.body);
      if (pull.mergedAtMs !== undefined) {
        throw new RepositoryError(422, `pull request ${pull.number} is merged`);
      }
      pull.state = state;
      response.status(201).json(await answer(repository, pull));
    }),
  );
  router.post(
    '/repos/:owner/:repo/pulls/:index/merge',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const pull = pullOf(repository, request);
      await mergePull(store, repository, pull, merge.parse(request.body).Do, {
        name: credentials.username,
        email: `${credentials.username}@sandbox.invalid`,
      });
      response.status(200).json({});
    }),
  );
}
