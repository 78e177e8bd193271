import type { Commit } from '../repositories/history';
import {
  fullName,
  statusesInForce,
  type Repository,
} from '../repositories/Repository';
import { entriesOf } from '../repositories/tree';
import { html, type Html } from './html';

/** More of a file or a patch is not shown. */
export const LARGEST_SHOWN_BYTES = 500_000;

/** The repository's name, and the ways into it. */
export function heading(repository: Repository): Html {
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

/** What became of a pull request. */
export function stateOf(pull: { state: string; mergedAtMs?: number }): string {
  return pull.mergedAtMs === undefined ? pull.state : 'merged';
}

/** Commits with what CI says of each. */
export function commitTable(
  repository: Repository,
  commits: readonly Commit[],
): Html {
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

/** What CI and others say of a commit. */
export function statusTable(repository: Repository, sha: string): Html {
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

/** The files of a folder. */
export async function listing(
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
