import type { Commit } from '../repositories/history';
import {
  combinedState,
  fullName,
  statusesInForce,
  type CommitStatus,
  type PullRequest,
  type Repository,
} from '../repositories/Repository';

/** Builds answers as Gitea's API v1 gives them, as far as its clients read them. */
export class Answers {
  readonly #url: () => string;

  /** @param url - where the host is reached, without a slash at its end */
  constructor(url: () => string) {
    this.#url = url;
  }

  #api(repository: Repository): string {
    return `${this.#url()}/api/v1/repos/${fullName(repository)}`;
  }

  /** The page of a repository. */
  page(repository: Repository): string {
    return `${this.#url()}/${fullName(repository)}`;
  }

  account(name: string) {
    return {
      id: 1,
      login: name,
      username: name,
      full_name: name,
      email: `${name}@sandbox.invalid`,
      avatar_url: '',
      html_url: `${this.#url()}/${name}`,
    };
  }

  organization(name: string) {
    return {
      id: 1,
      name,
      username: name,
      full_name: name,
      description: '',
      visibility: 'public',
    };
  }

  repository(repository: Repository) {
    const { id, name, owner, description, isPrivate } = repository;
    return {
      id,
      name,
      full_name: fullName(repository),
      owner: this.account(owner),
      description,
      private: isPrivate,
      empty: false,
      fork: false,
      default_branch: repository.defaultBranch,
      html_url: this.page(repository),
      clone_url: `${this.page(repository)}.git`,
      url: this.#api(repository),
      created_at: new Date(repository.createdAtMs).toISOString(),
      permissions: { admin: true, push: true, pull: true },
    };
  }

  commit(repository: Repository, commit: Commit) {
    const url = `${this.#api(repository)}/git/commits/${commit.sha}`;
    return {
      url,
      sha: commit.sha,
      created: commit.committedAt,
      html_url: `${this.page(repository)}/commit/${commit.sha}`,
      commit: {
        url,
        message: commit.message,
        author: { ...commit.author, date: commit.authoredAt },
        committer: { ...commit.committer, date: commit.committedAt },
        tree: { url: '', sha: commit.tree },
      },
      parents: commit.parents.map(sha => ({
        sha,
        url: `${this.#api(repository)}/git/commits/${sha}`,
      })),
    };
  }

  status(repository: Repository, status: CommitStatus) {
    const at = new Date(status.createdAtMs).toISOString();
    return {
      id: status.id,
      // Gitea calls it `status`, its combined answer and GitHub call it `state`.
      status: status.state,
      state: status.state,
      context: status.context,
      description: status.description,
      target_url: status.targetUrl,
      url: `${this.#api(repository)}/statuses/${status.sha}`,
      created_at: at,
      updated_at: at,
    };
  }

  combinedStatus(repository: Repository, sha: string) {
    const statuses = statusesInForce(repository, sha);
    return {
      state: combinedState(statuses),
      sha,
      total_count: statuses.length,
      statuses: statuses.map(status => this.status(repository, status)),
      repository: this.repository(repository),
      commit_url: `${this.#api(repository)}/git/commits/${sha}`,
      url: `${this.#api(repository)}/commits/${sha}/status`,
    };
  }

  pull(repository: Repository, pull: PullRequest, headSha = '') {
    const at = (timeMs: number) => new Date(timeMs).toISOString();
    const side = (ref: string, sha: string) => ({
      label: ref,
      ref,
      sha,
      repo: this.repository(repository),
    });
    return {
      id: pull.number,
      number: pull.number,
      title: pull.title,
      body: pull.body,
      state: pull.state,
      user: this.account(pull.author),
      html_url: `${this.page(repository)}/pulls/${pull.number}`,
      url: `${this.page(repository)}/pulls/${pull.number}`,
      mergeable: pull.state === 'open',
      merged: pull.mergedAtMs !== undefined,
      merged_at: pull.mergedAtMs === undefined ? null : at(pull.mergedAtMs),
      merge_commit_sha: pull.mergeSha ?? null,
      head: side(pull.head, headSha),
      base: side(pull.base, ''),
      created_at: at(pull.createdAtMs),
      updated_at: at(pull.mergedAtMs ?? pull.createdAtMs),
    };
  }
}
