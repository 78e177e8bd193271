import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, GitError } from './git';
import type { PullRequest, Repository } from './Repository';
import { RepositoryError, type RepositoryStore } from './RepositoryStore';
import type { Signature } from './writeCommit';

/** How a pull request is brought in. */
export type MergeStyle = 'merge' | 'squash' | 'rebase';

/**
 * Merges a pull request into its base branch.
 *
 * @throws RepositoryError 405 when it is closed or conflicts, in words
 */
export async function mergePull(
  store: RepositoryStore,
  repository: Repository,
  pull: PullRequest,
  style: MergeStyle,
  by: Signature,
): Promise<void> {
  if (pull.state !== 'open') {
    throw new RepositoryError(405, `pull request ${pull.number} is closed`);
  }
  const work = await mkdtemp(join(tmpdir(), 'sandbox-merge-'));
  const env = {
    GIT_AUTHOR_NAME: by.name,
    GIT_AUTHOR_EMAIL: by.email,
    GIT_COMMITTER_NAME: by.name,
    GIT_COMMITTER_EMAIL: by.email,
  };
  const run = (...args: string[]) => git(work, args, { env });
  const title = `${pull.title} (#${pull.number})`;
  try {
    await run(
      'clone',
      '--quiet',
      '--branch',
      pull.base,
      repository.folder,
      '.',
    );
    if (style === 'rebase') {
      await run(
        'checkout',
        '--quiet',
        '-B',
        'sandbox-rebase',
        `origin/${pull.head}`,
      );
      await run('rebase', '--quiet', `origin/${pull.base}`);
    } else if (style === 'squash') {
      await run('merge', '--quiet', '--squash', `origin/${pull.head}`);
      await run('commit', '--quiet', '-m', title, '-m', pull.body);
    } else {
      await run(
        'merge',
        '--quiet',
        '--no-ff',
        '-m',
        title,
        `origin/${pull.head}`,
      );
    }
    await run('push', '--quiet', 'origin', `HEAD:refs/heads/${pull.base}`);
    pull.mergeSha = await run('rev-parse', 'HEAD');
  } catch (error) {
    if (error instanceof GitError) {
      throw new RepositoryError(
        405,
        `pull request ${pull.number} cannot be merged: ${error.message}`,
      );
    }
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  pull.state = 'closed';
  pull.mergedAtMs = store.nowMs();
  await store.noticePush(repository);
}
