import type { Router } from 'express';
import { asks, repositoryOf } from '../api/asks';
import type { ApiContext } from '../api/ApiContext';
import { commitsTo, resolveCommit } from '../repositories/history';
import { fullName } from '../repositories/Repository';
import { RepositoryError } from '../repositories/RepositoryStore';
import { bytesOf, entryAt } from '../repositories/tree';
import { html } from './html';
import { commitTable, heading, LARGEST_SHOWN_BYTES, listing } from './pieces';
import { placeOf } from './placeOf';
import { showPage } from './showPage';

const NEWEST_COMMITS = 10;

/** What a repository holds. */
export function addFilePages(
  router: Router,
  { store, credentials }: ApiContext,
): void {
  router.get(
    '/:owner/:repo',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const sha = await resolveCommit(repository, repository.defaultBranch);
      if (!sha) {
        showPage(
          response,
          fullName(repository),
          html`${heading(repository)}
            <p>Nothing was pushed yet.</p>`,
        );
        return;
      }
      const branch = repository.defaultBranch;
      showPage(
        response,
        fullName(repository),
        html`${heading(repository)}
          <p>${repository.description}</p>
          <p>
            <code
              >git clone
              ${request.protocol}://${request.get('host')}/${fullName(
                repository,
              )}.git</code
            >
          </p>
          <h2>Files</h2>
          ${await listing(repository, sha, '', `src/branch/${branch}`)}
          <h2>Commits</h2>
          ${commitTable(
            repository,
            await commitsTo(repository, sha, { limit: NEWEST_COMMITS }),
          )}`,
      );
    }),
  );

  router.get(
    '/:owner/:repo/src/:kind(branch|commit)/*',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const { ref, sha, path } = await placeOf(repository, request);
      const entry = await entryAt(repository, sha, path);
      if (!entry) {
        throw new RepositoryError(404, `${path} is not in ${ref}`);
      }
      const base = `src/${request.params.kind}/${ref}`;
      const title = `${fullName(repository)}: ${path || ref}`;
      if (entry.type === 'tree') {
        showPage(
          response,
          title,
          html`${heading(repository)}
            <h2>${path || '/'} at ${ref}</h2>
            ${await listing(repository, sha, path, base)}`,
        );
        return;
      }
      const bytes = await bytesOf(repository, entry.sha);
      const text =
        bytes.length > LARGEST_SHOWN_BYTES || bytes.includes(0)
          ? html`<p>${bytes.length} bytes that are no text to show.</p>`
          : html`<pre>${bytes.toString('utf8')}</pre>`;
      showPage(
        response,
        title,
        html`${heading(repository)}
          <h2>${path} at ${ref}</h2>
          <p>
            <a href="/${fullName(repository)}/raw/commit/${sha}/${path}">raw</a>
          </p>
          ${text}`,
      );
    }),
  );

  router.get(
    '/:owner/:repo/raw/:kind(branch|commit)/*',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const { sha, path } = await placeOf(repository, request);
      const entry = await entryAt(repository, sha, path);
      if (entry?.type !== 'blob') {
        throw new RepositoryError(404, `${path} is no file of ${sha}`);
      }
      response
        .set('x-content-type-options', 'nosniff')
        .type('text/plain')
        .send(await bytesOf(repository, entry.sha));
    }),
  );
}
