import type { Router } from 'express';
import { asks } from '../api/asks';
import type { ApiContext } from '../api/ApiContext';
import { fullName } from '../repositories/Repository';
import { RepositoryError } from '../repositories/RepositoryStore';
import { html } from './html';
import { showPage } from './showPage';

/** All repositories, and those of one organization. */
export function addOwnerPages(router: Router, { store }: ApiContext): void {
  router.get('/', (_request, response) => {
    const rows = store.all().filter(one => !one.isPrivate);
    showPage(
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
    '/:owner',
    asks((request, response) => {
      const { owner } = request.params;
      if (!store.hasOrganization(owner)) {
        throw new RepositoryError(404, `organization ${owner} does not exist`);
      }
      const rows = store
        .all()
        .filter(one => one.owner === owner && !one.isPrivate);
      showPage(
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
}
