import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { z, ZodError } from 'zod';
import { GitError } from '../repositories/git';
import { resolveCommit } from '../repositories/history';
import type { Repository } from '../repositories/Repository';
import {
  RepositoryError,
  type RepositoryStore,
} from '../repositories/RepositoryStore';
import { isSignedIn, type GitCredentials } from '../transport/credentials';

/** A handler that may wait, and whose refusals become answers. */
export function asks(
  handle: (request: Request, response: Response) => Promise<void> | void,
): RequestHandler {
  return (request, response, next) => {
    Promise.resolve()
      .then(() => handle(request, response))
      .catch(next);
  };
}

/**
 * The repository a path names.
 *
 * @throws RepositoryError 404 when it does not exist, or is private and the caller nobody
 */
export function repositoryOf(
  store: RepositoryStore,
  credentials: GitCredentials,
  request: Request,
): Repository {
  const { owner, repo } = request.params;
  const found = store.find(owner, repo);
  if (!found || (found.isPrivate && !isSignedIn(request, credentials))) {
    throw new RepositoryError(
      404,
      `repository ${owner}/${repo} does not exist`,
    );
  }
  return found;
}

/** @throws RepositoryError 404 when the repository has no such branch, tag or commit */
export async function commitOf(
  repository: Repository,
  ref: string | undefined,
): Promise<string> {
  const wanted = ref || repository.defaultBranch;
  const sha = await resolveCommit(repository, wanted);
  if (!sha) {
    throw new RepositoryError(
      404,
      `${repository.owner}/${repository.name} has no branch, tag or commit ${wanted}`,
    );
  }
  return sha;
}

/** A query parameter, when it was given once. */
export function queryOf(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' ? value : undefined;
}

/** How much of a list is asked for, as Gitea pages: from page 1, at most 50. */
export function pageOf(request: Request): { limit: number; skip: number } {
  const number = (name: string, fallback: number) => {
    const value = Number(queryOf(request, name));
    return Number.isInteger(value) && value > 0 ? value : fallback;
  };
  const limit = Math.min(50, number('limit', 30));
  return { limit, skip: (number('page', 1) - 1) * limit };
}

/** Says in JSON what was wrong with a request. */
export function refusals(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  if (error instanceof RepositoryError) {
    response.status(error.status).json({ message: error.message });
  } else if (error instanceof ZodError) {
    response.status(422).json({ message: z.prettifyError(error) });
  } else if (error instanceof GitError) {
    response.status(422).json({ message: error.message });
  } else if (error instanceof SyntaxError) {
    response
      .status(400)
      .json({ message: `The body is no JSON: ${error.message}` });
  } else {
    response.status(500).json({ message: String(error) });
  }
}
