import type { RequestListener } from 'node:http';
import express from 'express';
import { Answers } from './api/answers';
import { refusals } from './api/asks';
import { createApi } from './api/createApi';
import type { CiLogs } from './pages/commitPages';
import { createPages } from './pages/createPages';
import type { RepositoryStore } from './repositories/RepositoryStore';
import type { GitCredentials } from './transport/credentials';
import { smartHttp } from './transport/smartHttp';

/** What a git host is made of. */
export interface GitHostOptions {
  readonly store: RepositoryStore;
  readonly credentials: GitCredentials;
  /** Where it is reached, without a slash at its end; asked for with every answer. */
  readonly url: () => string;
  readonly logs: CiLogs;
}

/** A git host: git over HTTP, Gitea's API, and pages for people. */
export function createGitHost(options: GitHostOptions): RequestListener {
  const { store, credentials } = options;
  const context = { store, credentials, answers: new Answers(options.url) };
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.use(smartHttp(store, credentials));
  app.use('/api/v1', createApi(context));
  app.use(createPages(context, options.logs));
  app.use(refusals);
  return app;
}
