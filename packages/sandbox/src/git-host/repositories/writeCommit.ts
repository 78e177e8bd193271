import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git';
import { resolveCommit } from './history';
import type { Repository } from './Repository';
import { RepositoryError, type RepositoryStore } from './RepositoryStore';
import { cleanPath, entryAt } from './tree';

/** One file that a commit changes. */
export interface FileChange {
  readonly operation: 'create' | 'update' | 'upload' | 'delete';
  readonly path: string;
  /** Of create and update. */
  readonly content?: Buffer;
  /** The blob that is replaced, where the caller wants to be sure. */
  readonly sha?: string;
}

/** Who commits. */
export interface Signature {
  readonly name: string;
  readonly email: string;
}

/** A commit made through the API. */
export interface NewCommit {
  readonly branch: string;
  /** Begin a branch with this commit, from `branch`. */
  readonly newBranch?: string;
  readonly message: string;
  readonly author: Signature;
  readonly files: readonly FileChange[];
}

/**
 * Writes a commit without a working tree and moves its branch.
 *
 * @throws RepositoryError 404 for a branch or file that is not there, 409 for a branch or file that is, 422 for
 * a file that was changed meanwhile
 */
export async function writeCommit(
  store: RepositoryStore,
  repository: Repository,
  wanted: NewCommit,
): Promise<string> {
  const { folder } = repository;
  const parent = await resolveCommit(repository, `refs/heads/${wanted.branch}`);
  if (!parent) {
    throw new RepositoryError(404, `branch ${wanted.branch} does not exist`);
  }
  const target = wanted.newBranch ?? wanted.branch;
  if (
    wanted.newBranch &&
    (await resolveCommit(repository, `refs/heads/${wanted.newBranch}`))
  ) {
    throw new RepositoryError(409, `branch ${wanted.newBranch} already exists`);
  }
  const index = join(folder, `index-${randomUUID()}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    await git(folder, ['read-tree', parent], { env });
    for (const change of wanted.files) {
      await stage(repository, parent, change, env);
    }
    const tree = await git(folder, ['write-tree'], { env });
    const { name, email } = wanted.author;
    const sha = await git(folder, ['commit-tree', tree, '-p', parent], {
      input: wanted.message,
      env: {
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: email,
        GIT_COMMITTER_NAME: name,
        GIT_COMMITTER_EMAIL: email,
      },
    });
    await git(folder, [
      'update-ref',
      `refs/heads/${target}`,
      sha,
      wanted.newBranch ? '0'.repeat(40) : parent,
    ]);
    await store.noticePush(repository);
    return sha;
  } finally {
    await rm(index, { force: true });
  }
}

async function stage(
  repository: Repository,
  parent: string,
  change: FileChange,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const path = cleanPath(change.path);
  const before = await entryAt(repository, parent, path);
  const refuse = (status: number, why: string): never => {
    throw new RepositoryError(status, `${change.path} ${why}`);
  };
  if (change.operation === 'create' && before) {
    refuse(422, 'already exists: use the operation update');
  }
  if (
    change.operation !== 'create' &&
    change.operation !== 'upload' &&
    !before
  ) {
    refuse(404, 'does not exist');
  }
  if (change.sha && before && change.sha !== before.sha) {
    refuse(409, `was changed meanwhile: it is ${before.sha} now`);
  }
  if (change.operation === 'delete') {
    await git(
      repository.folder,
      ['update-index', '--force-remove', '--', path],
      {
        env,
      },
    );
    return;
  }
  const blob = await git(repository.folder, ['hash-object', '-w', '--stdin'], {
    input: change.content ?? '',
  });
  await git(
    repository.folder,
    [
      'update-index',
      '--add',
      '--cacheinfo',
      `${before?.mode ?? '100644'},${blob},${path}`,
    ],
    { env },
  );
}
