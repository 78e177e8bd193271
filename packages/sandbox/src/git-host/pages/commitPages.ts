import type { Router } from 'express';
import { asks, commitOf, pageOf, repositoryOf } from '../api/asks';
import type { ApiContext } from '../api/ApiContext';
import { git } from '../repositories/git';
import { commitsTo } from '../repositories/history';
import { fullName, type Repository } from '../repositories/Repository';
import { html } from './html';
import {
  commitTable,
  heading,
  LARGEST_SHOWN_BYTES,
  statusTable,
} from './pieces';
import { showPage } from './showPage';

/** What CI wrote about a commit so far. */
export interface CiLogs {
  logOf(
    repository: Repository,
    sha: string,
  ): { readonly lines: readonly string[]; readonly done: boolean } | undefined;
}

const REFRESH_SECONDS = 2;

/** What changed, and what CI says about it. */
export function addCommitPages(
  router: Router,
  { store, credentials }: ApiContext,
  logs: CiLogs,
): void {
  router.get(
    [
      '/:owner/:repo/commits',
      '/:owner/:repo/commits/branch/*',
      // Where Gitea and GitHub show what CI does; here each commit says it.
      '/:owner/:repo/actions',
    ],
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const sha = await commitOf(repository, request.params[0]);
      const commits = await commitsTo(repository, sha, pageOf(request));
      showPage(
        response,
        `${fullName(repository)}: commits`,
        html`${heading(repository)}
          <h2>Commits</h2>
          ${commitTable(repository, commits)}`,
      );
    }),
  );

  router.get(
    '/:owner/:repo/commit/:sha',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const sha = await commitOf(repository, request.params.sha);
      const [commit] = await commitsTo(repository, sha, { limit: 1 });
      const patch = await git(repository.folder, [
        'show',
        '--format=',
        '--stat',
        '--patch',
        sha,
      ]);
      showPage(
        response,
        `${fullName(repository)}: ${sha.slice(0, 10)}`,
        html`${heading(repository)}
          <h2>Commit ${sha.slice(0, 10)}</h2>
          <p>${commit.author.name}, ${commit.committedAt}</p>
          <pre>${commit.message}</pre>
          ${statusTable(repository, sha)}
          <h2>Changes</h2>
          <pre>${patch.slice(0, LARGEST_SHOWN_BYTES)}</pre>`,
      );
    }),
  );

  router.get(
    '/:owner/:repo/ci/:sha',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const sha = await commitOf(repository, request.params.sha);
      const log = logs.logOf(repository, sha);
      showPage(
        response,
        `${fullName(repository)}: CI of ${sha.slice(0, 10)}`,
        html`${heading(repository)}
          <h2>
            CI of
            <a href="/${fullName(repository)}/commit/${sha}"
              >${sha.slice(0, 10)}</a
            >
          </h2>
          ${statusTable(repository, sha)}
          ${log
            ? html`<pre>${log.lines.join('\n')}</pre>`
            : html`<p>CI has not looked at this commit.</p>`}
          ${log && !log.done
            ? html`<p class="note">
                It still runs; this page reads again by itself.
              </p>`
            : undefined}`,
        log && !log.done ? REFRESH_SECONDS : undefined,
      );
    }),
  );
}
