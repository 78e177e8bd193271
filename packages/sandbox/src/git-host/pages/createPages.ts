import { Router, type Request, type Response } from 'express';
import { asks, commitOf, pageOf, repositoryOf } from '../api/asks';
import type { ApiContext } from '../api/ApiContext';
import { pullOf } from '../api/pulls';
import { git } from '../repositories/git';
import {
  branchesOf,
  commitsTo,
  resolveCommit,
  type Commit,
} from '../repositories/history';
import { mergePull } from '../repositories/merge';
import {
  fullName,
  statusesInForce,
  type Repository,
} from '../repositories/Repository';
import { RepositoryError } from '../repositories/RepositoryStore';
import { bytesOf, cleanPath, entriesOf, entryAt } from '../repositories/tree';
import { signedInOnly } from '../transport/credentials';
import { html, page, type Html } from './html';

/** What CI wrote about a commit so far. */
export interface CiLogs {
  logOf(
    repository: Repository,
    sha: string,
  ): { readonly lines: readonly string[]; readonly done: boolean } | undefined;
}

const NEWEST_COMMITS = 10;
const LARGEST_SHOWN_BYTES = 500_000;
const REFRESH_SECONDS = 2;

/** Pages for people: what a repository holds, what CI says about it, what is asked to be merged. */
export function createPages(
  { store, credentials }: ApiContext,
  logs: CiLogs,
): Router {
  const router = Router();
  const show = (
    response: Response,
    title: string,
    body: Html,
    refreshSeconds?: number,
  ) => {
    response
      .set(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
      )
      .type('html')
      .send(page(title, body, refreshSeconds));
  };
  const named = (request: Request) => repositoryOf(store, credentials, request);

  router.get('/', (_request, response) => {
    const rows = store.all().filter(one => !one.isPrivate);
    show(
      response,
      'Repositories',
      html`<h1>Repositories</h1>
        ${rows.length === 0
          ? html`<p>None yet. Create a job from a template of the portal.</p>`
          : html`<ul>
              ${rows.map(
                one =>
                  html`<li>
                    <a href="/${fullName(one)}">${fullName(one)}</a>
                    ${one.description}
                  </li>`,
              )}
            </ul>`}`,
    );
  });

  router.get(
    '/:owner/:repo',
    asks(async (request, response) => {
      const repository = named(request);
      const sha = await resolveCommit(repository, repository.defaultBranch);
      if (!sha) {
        show(
          response,
          fullName(repository),
          html`${heading(repository)}
            <p>Nothing was pushed yet.</p>`,
        );
        return;
      }
      const branch = repository.defaultBranch;
      show(
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
      const repository = named(request);
      const { ref, sha, path } = await placeOf(repository, request);
      const entry = await entryAt(repository, sha, path);
      if (!entry) {
        throw new RepositoryError(404, `${path} is not in ${ref}`);
      }
      const base = `src/${request.params.kind}/${ref}`;
      const title = `${fullName(repository)}: ${path || ref}`;
      if (entry.type === 'tree') {
        show(
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
      show(
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
      const repository = named(request);
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

  router.get(
    ['/:owner/:repo/commits', '/:owner/:repo/commits/branch/*'],
    asks(async (request, response) => {
      const repository = named(request);
      const sha = await commitOf(repository, request.params[0]);
      const commits = await commitsTo(repository, sha, pageOf(request));
      show(
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
      const repository = named(request);
      const sha = await commitOf(repository, request.params.sha);
      const [commit] = await commitsTo(repository, sha, { limit: 1 });
      const patch = await git(repository.folder, [
        'show',
        '--format=',
        '--stat',
        '--patch',
        sha,
      ]);
      show(
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
      const repository = named(request);
      const sha = await commitOf(repository, request.params.sha);
      const log = logs.logOf(repository, sha);
      show(
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

  router.get(
    '/:owner/:repo/pulls',
    asks((request, response) => {
      const repository = named(request);
      show(
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
      const repository = named(request);
      const pull = pullOf(repository, request);
      const head = await resolveCommit(repository, `refs/heads/${pull.head}`);
      const patch =
        head && pull.state === 'open'
          ? await git(repository.folder, ['diff', `${pull.base}...${head}`])
          : '';
      show(
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
      const repository = named(request);
      const pull = pullOf(repository, request);
      await mergePull(store, repository, pull, 'merge', {
        name: credentials.username,
        email: `${credentials.username}@sandbox.invalid`,
      });
      response.redirect(303, `/${fullName(repository)}/pulls/${pull.number}`);
    }),
  );

  router.get(
    '/:owner',
    asks((request, response) => {
      const { owner } = request.params;
      if (!store.hasOrganization(owner)) {
        throw new RepositoryError(404, `organization ${owner} does not exist`);
      }
      const rows = store
        .all()
        .filter(one => one.owner === owner && !one.isPrivate);
      show(
        response,
        owner,
        html`<p><a href="/">All repositories</a></p>
          <h1>${owner}</h1>
          <ul>
            ${rows.map(
              one =>
                html`<li>
                  <a href="/${fullName(one)}">${one.name}</a> ${one.description}
                </li>`,
            )}
          </ul>`,
      );
    }),
  );
  return router;
}

function heading(repository: Repository): Html {
  const name = fullName(repository);
  return html`<h1><a href="/${name}">${name}</a></h1>
    <p>
      <a href="/${name}/commits">commits</a> ·
      <a href="/${name}/pulls"
        >pull requests
        (${repository.pulls.filter(one => one.state === 'open').length} open)</a
      >
    </p>`;
}

function stateOf(pull: { state: string; mergedAtMs?: number }): string {
  return pull.mergedAtMs === undefined ? pull.state : 'merged';
}

function commitTable(repository: Repository, commits: readonly Commit[]): Html {
  const name = fullName(repository);
  return html`<table>
    <thead>
      <tr>
        <th>Commit</th>
        <th>Author</th>
        <th>Checks</th>
      </tr>
    </thead>
    <tbody>
      ${commits.map(
        commit =>
          html`<tr>
            <td>
              <a href="/${name}/commit/${commit.sha}"
                ><code>${commit.sha.slice(0, 10)}</code></a
              >
              ${commit.message.split('\n')[0]}
            </td>
            <td>${commit.author.name}</td>
            <td>
              ${statusesInForce(repository, commit.sha).map(
                status =>
                  html`<a
                      href="/${name}/ci/${commit.sha}"
                      class="state ${status.state}"
                      >${status.context}: ${status.state}</a
                    ><br />`,
              )}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function statusTable(repository: Repository, sha: string): Html {
  const statuses = statusesInForce(repository, sha);
  if (statuses.length === 0) {
    return html`<p>Nobody has checked this commit yet.</p>`;
  }
  return html`<table>
    <tbody>
      ${statuses.map(
        status =>
          html`<tr>
            <td>${status.context}</td>
            <td class="state ${status.state}">${status.state}</td>
            <td>${status.description}</td>
            <td>${link(status.targetUrl)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function link(url: string): Html | undefined {
  return /^https?:/.test(url) ? html`<a href="${url}">log</a>` : undefined;
}

async function listing(
  repository: Repository,
  sha: string,
  folder: string,
  base: string,
): Promise<Html> {
  const entries = await entriesOf(repository, sha, folder);
  return html`<table>
    <tbody>
      ${entries.map(
        entry =>
          html`<tr>
            <td>
              <a href="/${fullName(repository)}/${base}/${entry.path}"
                >${entry.path.split('/').at(-1)}${entry.type === 'tree'
                  ? '/'
                  : ''}</a
              >
            </td>
            <td>${entry.type === 'tree' ? '' : `${entry.size} bytes`}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** A branch may have slashes in its name: the longest branch that fits is meant. */
async function placeOf(
  repository: Repository,
  request: Request,
): Promise<{ ref: string; sha: string; path: string }> {
  const whole = request.params[0];
  if (request.params.kind === 'branch') {
    const branch = (await branchesOf(repository))
      .filter(({ name }) => whole === name || whole.startsWith(`${name}/`))
      .sort((left, right) => right.name.length - left.name.length)[0];
    if (branch) {
      const path = cleanPath(whole.slice(branch.name.length));
      return { ref: branch.name, sha: branch.sha, path };
    }
  }
  const [ref, ...path] = whole.split('/');
  return {
    ref,
    sha: await commitOf(repository, ref),
    path: cleanPath(path.join('/')),
  };
}
