import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { isNotGitDirectoryOrContents } from '@backstage/plugin-scaffolder-node';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A file of a tree. */
export interface TreeFile {
  readonly content: Buffer;
  readonly executable: boolean;
}

/**
 * All files below a folder of a workspace, by their paths with slashes. What git keeps for itself, and links, are
 * left out.
 *
 * @throws InputError when there is no such folder in the workspace
 */
export async function readTree(
  workspacePath: string,
  folder: string,
): Promise<Map<string, TreeFile>> {
  const root = resolveSafeChildPath(workspacePath, folder);
  const entries = await readdir(root, {
    recursive: true,
    withFileTypes: true,
  }).catch(() => {
    throw new InputError(`There is no folder ${folder} in the workspace.`);
  });
  const files = new Map<string, TreeFile>();
  for (const entry of entries.filter(each => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(root, path).split(sep).join('/');
    if (isNotGitDirectoryOrContents(name)) {
      files.set(name, {
        content: await readFile(path),
        executable: ((await stat(path)).mode & 0o100) !== 0,
      });
    }
  }
  return files;
}
