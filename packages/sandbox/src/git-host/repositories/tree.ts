import { git, gitBytes } from './git';
import type { Repository } from './Repository';

/** A file or folder of a commit. */
export interface TreeEntry {
  readonly type: 'blob' | 'tree';
  readonly mode: string;
  readonly sha: string;
  /** Bytes; folders have none. */
  readonly size: number;
  readonly path: string;
}

/** A path as git spells it: no slashes at its ends, nothing that leads out. */
export function cleanPath(path: string): string {
  return path
    .split('/')
    .filter(part => part !== '' && part !== '.' && part !== '..')
    .join('/');
}

async function list(
  repository: Repository,
  sha: string,
  path: string,
): Promise<TreeEntry[]> {
  const text = await git(repository.folder, [
    'ls-tree',
    '--long',
    '-z',
    sha,
    ...(path === '' ? [] : ['--', path]),
  ]);
  return text
    .split('\0')
    .filter(line => line !== '')
    .flatMap(line => {
      const [facts, name] = line.split('\t');
      const [mode, type, id, size] = facts.split(/\s+/);
      return type === 'blob' || type === 'tree'
        ? [{ mode, type, sha: id, size: Number(size) || 0, path: name }]
        : [];
    });
}

/** The entry at a path; undefined when the commit has none. The root is a folder. */
export async function entryAt(
  repository: Repository,
  sha: string,
  path: string,
): Promise<TreeEntry | undefined> {
  if (path === '') {
    return { type: 'tree', mode: '040000', sha, size: 0, path: '' };
  }
  const [entry] = await list(repository, sha, path);
  return entry;
}

/** What a folder holds, folders first. */
export async function entriesOf(
  repository: Repository,
  sha: string,
  folder: string,
): Promise<TreeEntry[]> {
  const entries = await list(
    repository,
    sha,
    folder === '' ? '' : `${folder}/`,
  );
  return entries.sort((left, right) =>
    left.type === right.type
      ? Number(left.path > right.path) - Number(left.path < right.path)
      : Number(left.type === 'blob') - Number(right.type === 'blob'),
  );
}

/** A file's bytes, by the id of its blob. */
export function bytesOf(repository: Repository, blob: string): Promise<Buffer> {
  return gitBytes(repository.folder, ['cat-file', 'blob', blob]);
}
