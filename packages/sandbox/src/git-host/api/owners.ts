import type { Router } from 'express';
import { z } from 'zod';
import { RepositoryError } from '../repositories/RepositoryStore';
import { isSignedIn, signedInOnly } from '../transport/credentials';
import { asks } from './asks';
import type { ApiContext } from './ApiContext';

const newOrganization = z.object({ username: z.string() });

/** `/user`, `/users/{name}`, `/orgs`, `/orgs/{org}` */
export function ownerRoutes(
  router: Router,
  { store, credentials, answers }: ApiContext,
): void {
  router.get('/user', signedInOnly(credentials), (_request, response) => {
    response.json(answers.account(credentials.username));
  });
  router.get('/user/orgs', signedInOnly(credentials), (_request, response) => {
    response.json(
      store.organizations().map(name => answers.organization(name)),
    );
  });
  router.get(
    '/users/:name',
    asks((request, response) => {
      const { name } = request.params;
      if (name !== credentials.username && !store.hasOrganization(name)) {
        throw new RepositoryError(404, `user ${name} does not exist`);
      }
      response.json(answers.account(name));
    }),
  );
  router.get('/orgs', (_request, response) => {
    response.json(
      store.organizations().map(name => answers.organization(name)),
    );
  });
  router.post(
    '/orgs',
    asks((request, response) => {
      const { username } = newOrganization.parse(request.body);
      store.addOrganization(username);
      response.status(201).json(answers.organization(username));
    }),
  );
  router.get(
    '/orgs/:org',
    asks((request, response) => {
      const { org } = request.params;
      if (!store.hasOrganization(org)) {
        throw new RepositoryError(404, `organization ${org} does not exist`);
      }
      response.json(answers.organization(org));
    }),
  );
  router.get(
    ['/orgs/:org/repos', '/users/:org/repos'],
    asks((request, response) => {
      response.json(
        store
          .all()
          .filter(
            one =>
              one.owner === request.params.org &&
              (!one.isPrivate || isSignedIn(request, credentials)),
          )
          .map(one => answers.repository(one)),
      );
    }),
  );
}
