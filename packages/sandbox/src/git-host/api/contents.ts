import type { Request, Router } from 'express';
import { z } from 'zod';
import { commitsTo } from '../repositories/history';
import type { Repository } from '../repositories/Repository';
import { RepositoryError } from '../repositories/RepositoryStore';
import {
  bytesOf,
  cleanPath,
  entriesOf,
  entryAt,
  type TreeEntry,
} from '../repositories/tree';
import { writeCommit, type FileChange } from '../repositories/writeCommit';
import { asks, commitOf, queryOf, repositoryOf } from './asks';
import type { ApiContext } from './ApiContext';

const commitOptions = z.object({
  branch: z.string().nullish(),
  new_branch: z.string().nullish(),
  message: z.string().nullish(),
  author: z
    .object({ name: z.string().optional(), email: z.string().optional() })
    .nullish(),
});
const oneFile = commitOptions.extend({
  content: z.string().nullish(),
  sha: z.string().nullish(),
});
const manyFiles = commitOptions.extend({
  files: z
    .array(
      z.object({
        operation: z.enum(['create', 'update', 'upload', 'delete']),
        path: z.string(),
        content: z.string().nullish(),
        sha: z.string().nullish(),
      }),
    )
    .min(1),
});

/** Files and folders, read and written. */
export function contentRoutes(
  router: Router,
  { store, credentials, answers }: ApiContext,
): void {
  const described = (
    repository: Repository,
    entry: TreeEntry,
    sha: string,
  ) => ({
    name: entry.path.split('/').at(-1),
    path: entry.path,
    sha: entry.sha,
    last_commit_sha: sha,
    type: entry.type === 'blob' ? 'file' : 'dir',
    size: entry.size,
    html_url: `${answers.page(repository)}/src/commit/${sha}/${entry.path}`,
    download_url: `${answers.page(repository)}/raw/commit/${sha}/${entry.path}`,
  });

  router.get(
    ['/repos/:owner/:repo/contents', '/repos/:owner/:repo/contents/*'],
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const sha = await commitOf(repository, queryOf(request, 'ref'));
      const path = cleanPath(request.params[0] ?? '');
      const entry = await entryAt(repository, sha, path);
      if (!entry) {
        throw new RepositoryError(404, `${path} is not in ${sha}`);
      }
      if (entry.type === 'tree') {
        const entries = await entriesOf(repository, sha, path);
        response.json(entries.map(one => described(repository, one, sha)));
        return;
      }
      const content = await bytesOf(repository, entry.sha);
      response.set('etag', `"${entry.sha}"`).json({
        ...described(repository, entry, sha),
        encoding: 'base64',
        content: content.toString('base64'),
      });
    }),
  );
  router.get(
    '/repos/:owner/:repo/raw/*',
    asks(async (request, response) => {
      const repository = repositoryOf(store, credentials, request);
      const sha = await commitOf(repository, queryOf(request, 'ref'));
      const path = cleanPath(request.params[0]);
      const entry = await entryAt(repository, sha, path);
      if (entry?.type !== 'blob') {
        throw new RepositoryError(404, `${path} is no file of ${sha}`);
      }
      response.type('text/plain').send(await bytesOf(repository, entry.sha));
    }),
  );

  const write = async (
    request: Request,
    options: z.infer<typeof commitOptions>,
    files: readonly FileChange[],
  ) => {
    const repository = repositoryOf(store, credentials, request);
    const sha = await writeCommit(store, repository, {
      branch: options.branch || repository.defaultBranch,
      newBranch: options.new_branch || undefined,
      message: options.message || `Change ${files[0].path}`,
      author: {
        name: options.author?.name ?? credentials.username,
        email:
          options.author?.email ?? `${credentials.username}@sandbox.invalid`,
      },
      files,
    });
    const [commit] = await commitsTo(repository, sha, { limit: 1 });
    const entries = await Promise.all(
      files.map(({ path }) => entryAt(repository, sha, cleanPath(path))),
    );
    return {
      commit: answers.commit(repository, commit),
      entries: entries.map(entry =>
        entry ? described(repository, entry, sha) : null,
      ),
    };
  };
  const bytes = (content: string | null | undefined) =>
    Buffer.from(content ?? '', 'base64');

  router.post(
    '/repos/:owner/:repo/contents',
    asks(async (request, response) => {
      const wanted = manyFiles.parse(request.body);
      const { commit, entries } = await write(
        request,
        wanted,
        wanted.files.map(file => ({
          operation: file.operation,
          path: file.path,
          content: bytes(file.content),
          sha: file.sha ?? undefined,
        })),
      );
      response.status(201).json({ commit, files: entries });
    }),
  );
  const writeOne = (operation: FileChange['operation'], status: number) =>
    asks(async (request, response) => {
      const wanted = oneFile.parse(request.body ?? {});
      const { commit, entries } = await write(request, wanted, [
        {
          operation,
          path: request.params[0],
          content: bytes(wanted.content),
          sha: wanted.sha ?? undefined,
        },
      ]);
      response.status(status).json({ commit, content: entries[0] });
    });
  router.post('/repos/:owner/:repo/contents/*', writeOne('create', 201));
  router.put('/repos/:owner/:repo/contents/*', writeOne('update', 200));
  router.delete('/repos/:owner/:repo/contents/*', writeOne('delete', 200));
}
