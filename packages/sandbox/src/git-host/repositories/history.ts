import { git, GitError } from './git';
import type { Repository } from './Repository';

/** One commit, as far as it is shown. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: { readonly name: string; readonly email: string };
  readonly authoredAt: string;
  readonly committer: { readonly name: string; readonly email: string };
  readonly committedAt: string;
  readonly message: string;
}

const FIELDS = [
  '%H',
  '%T',
  '%P',
  '%an',
  '%ae',
  '%aI',
  '%cn',
  '%ce',
  '%cI',
  '%B',
];
/** Cannot stand in a commit's fields. */
const BETWEEN_FIELDS = '\u001f';
const BETWEEN_COMMITS = '\u001e';

/** The commit a branch, tag or sha stands for; undefined when there is none. */
export async function resolveCommit(
  repository: Repository,
  ref: string,
): Promise<string | undefined> {
  if (ref === '' || ref.startsWith('-')) {
    return undefined;
  }
  try {
    return await git(repository.folder, [
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${ref}^{commit}`,
    ]);
  } catch (error) {
    if (error instanceof GitError) {
      return undefined;
    }
    throw error;
  }
}

/** Commits that lead to a commit, newest first. */
export async function commitsTo(
  repository: Repository,
  sha: string,
  { limit, skip = 0 }: { limit: number; skip?: number },
): Promise<Commit[]> {
  const text = await git(repository.folder, [
    'log',
    `--max-count=${limit}`,
    `--skip=${skip}`,
    `--format=${FIELDS.join(BETWEEN_FIELDS)}${BETWEEN_COMMITS}`,
    sha,
  ]);
  return text
    .split(BETWEEN_COMMITS)
    .map(part => part.replace(/^\n/, ''))
    .filter(part => part !== '')
    .map(part => {
      const [id, tree, parents, an, ae, at, cn, ce, ct, message] =
        part.split(BETWEEN_FIELDS);
      return {
        sha: id,
        tree,
        parents: parents === '' ? [] : parents.split(' '),
        author: { name: an, email: ae },
        authoredAt: at,
        committer: { name: cn, email: ce },
        committedAt: ct,
        message: message.trimEnd(),
      };
    });
}

/** Branches and the commits they are at, in order of name. */
export async function branchesOf(
  repository: Repository,
): Promise<{ name: string; sha: string }[]> {
  const listed = await git(repository.folder, [
    'for-each-ref',
    '--sort=refname',
    '--format=%(objectname) %(refname:short)',
    'refs/heads',
  ]);
  return listed
    .split('\n')
    .filter(line => line !== '')
    .map(line => ({ sha: line.slice(0, 40), name: line.slice(41) }));
}
