import type { Router } from 'express';
import { gitBytes } from '../repositories/git';
import { RepositoryError } from '../repositories/RepositoryStore';
import { asks, commitOf, repositoryOf } from './asks';
import type { ApiContext } from './ApiContext';

const ARCHIVE = /^(.+)\.(tar\.gz|zip)$/;

/** A commit's files as one archive, below a folder named after the repository. */
export function archiveRoutes(
  router: Router,
  { store, credentials }: ApiContext,
): void {
  router.get(
    '/repos/:owner/:repo/archive/*',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const match = ARCHIVE.exec(request.params[0]);
      if (!match) {
        throw new RepositoryError(400, 'archives end in .tar.gz or .zip');
      }
      const [, ref, format] = match;
      const sha = await commitOf(repository, ref);
      response
        .type(format === 'zip' ? 'application/zip' : 'application/gzip')
        .send(
          await gitBytes(repository.folder, [
            'archive',
            `--format=${format}`,
            `--prefix=${repository.name}/`,
            sha,
          ]),
        );
    }),
  );
}
