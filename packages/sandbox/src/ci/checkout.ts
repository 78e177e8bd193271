import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from '../git-host/repositories/git';

/** A commit's files in a folder of their own. */
export interface Checkout {
  readonly folder: string;
  readonly message: string;
  remove(): Promise<void>;
}

/** Clones a repository over HTTP, as any CI does, and takes one commit of it. */
export async function checkOut(
  cloneUrl: string,
  credentials: { readonly username: string; readonly password: string },
  branch: string,
  sha: string,
): Promise<Checkout> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-ci-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const { username, password } = credentials;
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  try {
    await git(folder, [
      '-c',
      `http.extraHeader=Authorization: Basic ${basic}`,
      'clone',
      '--quiet',
      '--branch',
      branch,
      cloneUrl,
      '.',
    ]);
    await git(folder, [
      '-c',
      'advice.detachedHead=false',
      'checkout',
      '--quiet',
      sha,
    ]);
    const message = await git(folder, ['log', '-1', '--format=%B', sha]);
    return { folder, message, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
