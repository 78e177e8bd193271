import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './git';
import { fullName, type Push, type Repository } from './Repository';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Why a repository cannot be made or changed; the status is HTTP's. */
export class RepositoryError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'RepositoryError';
    this.status = status;
  }
}

/** What a new repository is asked to be. */
export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly description?: string;
  readonly isPrivate?: boolean;
  readonly defaultBranch?: string;
}

/** All repositories of the host, bare, in a temporary folder that ends with the process. */
export class RepositoryStore {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sandbox-git-'));
  readonly #organizations = new Set<string>();
  readonly #repositories = new Map<string, Repository>();
  readonly #branches = new Map<Repository, Map<string, string>>();
  readonly #listeners: ((push: Push) => void)[] = [];
  readonly #nowMs: () => number;
  readonly #removeAtExit = () => {
    rmSync(this.#folder, { recursive: true, force: true });
  };
  #ids = 0;

  constructor(organizations: readonly string[], nowMs: () => number) {
    organizations.forEach(name => this.#organizations.add(name));
    this.#nowMs = nowMs;
    process.once('exit', this.#removeAtExit);
  }

  /** Where the repositories lie, as `<owner>/<name>.git`. */
  get folder(): string {
    return this.#folder;
  }

  nowMs(): number {
    return this.#nowMs();
  }

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  /** Hears of every branch that moved, whoever moved it. */
  onPush(listener: (push: Push) => void): void {
    this.#listeners.push(listener);
  }

  organizations(): string[] {
    return [...this.#organizations].sort();
  }

  hasOrganization(name: string): boolean {
    return this.#organizations.has(name);
  }

  /** @throws RepositoryError 422 for a name that cannot be one or is taken */
  addOrganization(name: string): void {
    checkName(name, 'organization');
    if (this.#organizations.has(name)) {
      throw new RepositoryError(422, `organization ${name} already exists`);
    }
    this.#organizations.add(name);
  }

  /** In order of name. */
  all(): Repository[] {
    return [...this.#repositories.values()].sort((left, right) =>
      fullName(left) < fullName(right) ? -1 : 1,
    );
  }

  find(owner: string, name: string): Repository | undefined {
    return this.#repositories.get(`${owner}/${name}`);
  }

  /** @throws RepositoryError 404, 409, 422 */
  async create(wanted: NewRepository): Promise<Repository> {
    const { owner, name } = wanted;
    checkName(name, 'repository');
    if (!this.#organizations.has(owner)) {
      throw new RepositoryError(404, `organization ${owner} does not exist`);
    }
    if (this.find(owner, name)) {
      throw new RepositoryError(
        409,
        'The repository with the same name already exists.',
      );
    }
    const repository: Repository = {
      id: this.nextId(),
      owner,
      name,
      description: wanted.description ?? '',
      isPrivate: wanted.isPrivate ?? false,
      defaultBranch: wanted.defaultBranch || 'main',
      createdAtMs: this.#nowMs(),
      folder: join(this.#folder, owner, `${name}.git`),
      statuses: [],
      pulls: [],
    };
    // Taken before the first wait, so that two requests at once cannot both have the name.
    this.#repositories.set(fullName(repository), repository);
    mkdirSync(repository.folder, { recursive: true });
    await git(repository.folder, [
      'init',
      '--quiet',
      '--bare',
      `--initial-branch=${repository.defaultBranch}`,
      '.',
    ]);
    await git(repository.folder, ['config', 'http.receivepack', 'true']);
    this.#branches.set(repository, new Map());
    return repository;
  }

  async remove(repository: Repository): Promise<void> {
    this.#repositories.delete(fullName(repository));
    this.#branches.delete(repository);
    await rm(repository.folder, { recursive: true, force: true });
  }

  /** Compares the branches with what they were, and tells of those that moved: what a post-receive hook does. */
  async noticePush(repository: Repository): Promise<void> {
    const before = this.#branches.get(repository);
    const listed = await git(repository.folder, [
      'for-each-ref',
      '--format=%(objectname) %(refname:short)',
      'refs/heads',
    ]);
    const now = new Map(
      listed
        .split('\n')
        .filter(line => line !== '')
        .map(line => [line.slice(41), line.slice(0, 40)]),
    );
    this.#branches.set(repository, now);
    for (const [branch, sha] of now) {
      if (before?.get(branch) !== sha) {
        this.#listeners.forEach(listener =>
          listener({ repository, branch, sha }),
        );
      }
    }
  }

  close(): void {
    process.off('exit', this.#removeAtExit);
    this.#removeAtExit();
  }
}

function checkName(name: string, what: string): void {
  if (!NAME.test(name) || name.endsWith('.git')) {
    throw new RepositoryError(
      422,
      `"${name}" cannot be the name of a ${what}: letters, digits, dots, dashes and underscores, and no .git at its end`,
    );
  }
}
