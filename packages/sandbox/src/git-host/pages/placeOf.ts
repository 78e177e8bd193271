import type { Request } from 'express';
import { commitOf } from '../api/asks';
import { branchesOf } from '../repositories/history';
import type { Repository } from '../repositories/Repository';
import { cleanPath } from '../repositories/tree';

/** A branch may have slashes in its name: the longest branch that fits is meant. */
export async function placeOf(
  repository: Repository,
  request: Request,
): Promise<{ ref: string; sha: string; path: string }> {
  const whole = request.params[0];
  if (request.params.kind === 'branch') {
    const branch = (await branchesOf(repository))
      .filter(({ name }) => whole === name || whole.startsWith(`${name}/`))
      .sort((left, right) => right.name.length - left.name.length)[0];
    if (branch) {
      const path = cleanPath(whole.slice(branch.name.length));
      return { ref: branch.name, sha: branch.sha, path };
    }
  }
  const [ref, ...path] = whole.split('/');
  return {
    ref,
    sha: await commitOf(repository, ref),
    path: cleanPath(path.join('/')),
  };
}
