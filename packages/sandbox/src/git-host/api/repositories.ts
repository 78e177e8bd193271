import type { Router } from 'express';
import { z } from 'zod';
import { git } from '../repositories/git';
import { branchesOf, commitsTo } from '../repositories/history';
import { fullName, type Repository } from '../repositories/Repository';
import { RepositoryError } from '../repositories/RepositoryStore';
import { isSignedIn } from '../transport/credentials';
import { asks, commitOf, queryOf, repositoryOf } from './asks';
import type { ApiContext } from './ApiContext';

const newRepository = z.object({
  name: z.string(),
  description: z.string().nullish(),
  private: z.boolean().nullish(),
  default_branch: z.string().nullish(),
});
const newBranch = z.object({
  new_branch_name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/),
  old_branch_name: z.string().optional(),
  old_ref_name: z.string().optional(),
});

/** Repositories and their branches. */
export function repositoryRoutes(
  router: Router,
  { store, credentials, answers }: ApiContext,
): void {
  const branch = async (repository: Repository, name: string, sha: string) => {
    const [commit] = await commitsTo(repository, sha, { limit: 1 });
    return {
      name,
      protected: false,
      commit: {
        id: sha,
        message: commit.message,
        url: `${answers.page(repository)}/commit/${sha}`,
        author: commit.author,
        timestamp: commit.committedAt,
      },
    };
  };
  router.post(
    '/orgs/:org/repos',
    asks(async (request, response) => {
      const wanted = newRepository.parse(request.body);
      const made = await store.create({
        owner: request.params.org,
        name: wanted.name,
        description: wanted.description ?? undefined,
        isPrivate: wanted.private ?? undefined,
        defaultBranch: wanted.default_branch ?? undefined,
      });
      response.status(201).json(answers.repository(made));
    }),
  );
  router.get(
    '/repos/search',
    asks((request, response) => {
      const wanted = (queryOf(request, 'q') ?? '').toLowerCase();
      const found = store
        .all()
        .filter(
          one =>
            fullName(one).toLowerCase().includes(wanted) &&
            (!one.isPrivate || isSignedIn(request, credentials)),
        );
      response.json({
        ok: true,
        data: found.map(one => answers.repository(one)),
      });
    }),
  );
  router.get(
    '/repos/:owner/:repo',
    asks((request, response) => {
      response.json(
        answers.repository(repositoryOf(store, credentials, request)),
      );
    }),
  );
  router.delete(
    '/repos/:owner/:repo',
    asks(async (request, response) => {
      await store.remove(repositoryOf(store, credentials, request));
      response.status(204).end();
    }),
  );
  router.get(
    '/repos/:owner/:repo/branches',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const branches = await branchesOf(repository);
      response.json(
        await Promise.all(
          branches.map(({ name, sha }) => branch(repository, name, sha)),
        ),
      );
    }),
  );
  router.get(
    '/repos/:owner/:repo/branches/*',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const name = request.params[0];
      const sha = await commitOf(repository, `refs/heads/${name}`);
      response.json(await branch(repository, name, sha));
    }),
  );
  router.post(
    '/repos/:owner/:repo/branches',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const wanted = newBranch.parse(request.body);
      const sha = await commitOf(
        repository,
        wanted.old_ref_name ?? wanted.old_branch_name,
      );
      const name = wanted.new_branch_name;
      if ((await branchesOf(repository)).some(one => one.name === name)) {
        throw new RepositoryError(409, `branch ${name} already exists`);
      }
      await git(repository.folder, ['branch', '--', name, sha]);
      await store.noticePush(repository);
      response.status(201).json(await branch(repository, name, sha));
    }),
  );
}
