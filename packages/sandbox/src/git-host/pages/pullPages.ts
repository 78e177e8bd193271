import type { Router } from 'express';
import { asks, repositoryOf } from '../api/asks';
import type { ApiContext } from '../api/ApiContext';
import { pullOf } from '../api/pulls';
import { git } from '../repositories/git';
import { resolveCommit } from '../repositories/history';
import { mergePull } from '../repositories/merge';
import { fullName } from '../repositories/Repository';
import { signedInOnly } from '../transport/credentials';
import { html } from './html';
import { heading, LARGEST_SHOWN_BYTES, stateOf, statusTable } from './pieces';
import { showPage } from './showPage';

/** What is asked to be merged. */
export function addPullPages(
  router: Router,
  { store, credentials }: ApiContext,
): void {
  router.get(
    '/:owner/:repo/pulls',
    asks((request, response) => {
      const repository = repositoryOf(store, credentials, request);
      showPage(
        response,
        `${fullName(repository)}: pull requests`,
        html`${heading(repository)}
          <h2>Pull requests</h2>
          <ul>
            ${[...repository.pulls].reverse().map(
              one =>
                html`<li>
                  <a href="/${fullName(repository)}/pulls/${one.number}"
                    >#${one.number} ${one.title}</a
                  >
                  ${stateOf(one)}
                </li>`,
            )}
          </ul>`,
      );
    }),
  );

  router.get(
    '/:owner/:repo/pulls/:index',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const pull = pullOf(repository, request);
      const head = await resolveCommit(repository, `refs/heads/${pull.head}`);
      const patch =
        head && pull.state === 'open'
          ? await git(repository.folder, ['diff', `${pull.base}...${head}`])
          : '';
      showPage(
        response,
        `${fullName(repository)}: #${pull.number}`,
        html`${heading(repository)}
          <h2>#${pull.number} ${pull.title}</h2>
          <p>${pull.head} → ${pull.base}, ${stateOf(pull)}</p>
          <pre>${pull.body}</pre>
          ${head ? statusTable(repository, head) : undefined}
          ${pull.state === 'open'
            ? html`<form
                  method="post"
                  action="/${fullName(repository)}/pulls/${pull.number}/merge"
                >
                  <button>Merge</button>
                  <span class="note"
                    >as ${credentials.username}; the password stands in
                    app-config.sandbox.yaml</span
                  >
                </form>
                <h2>Changes</h2>
                <pre>${patch.slice(0, LARGEST_SHOWN_BYTES)}</pre>`
            : undefined}`,
      );
    }),
  );

  router.post(
    '/:owner/:repo/pulls/:index/merge',
    signedInOnly(credentials),
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const pull = pullOf(repository, request);
      await mergePull(store, repository, pull, 'merge', {
        name: credentials.username,
        email: `${credentials.username}@sandbox.invalid`,
      });
      response.redirect(303, `/${fullName(repository)}/pulls/${pull.number}`);
    }),
  );
}
