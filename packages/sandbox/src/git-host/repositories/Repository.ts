/** The states of a commit status, as Gitea and GitHub know them. */
export const COMMIT_STATES = [
  'pending',
  'success',
  'error',
  'failure',
  'warning',
] as const;

export type CommitState = (typeof COMMIT_STATES)[number];

/** What somebody said about a commit. The newest of a context is in force. */
export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly state: CommitState;
  /** Who speaks, for example `flink/ci`. */
  readonly context: string;
  readonly description: string;
  readonly targetUrl: string;
  readonly createdAtMs: number;
}

/** A request to merge one branch into another. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
  readonly createdAtMs: number;
  readonly author: string;
  state: 'open' | 'closed';
  mergedAtMs?: number;
  /** The commit on the base branch that brought it in. */
  mergeSha?: string;
}

/** One repository: a bare git repository on disk and what is known beyond git. */
export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly createdAtMs: number;
  /** The bare repository. */
  readonly folder: string;
  readonly statuses: CommitStatus[];
  readonly pulls: PullRequest[];
}

/** A branch that moved. */
export interface Push {
  readonly repository: Repository;
  readonly branch: string;
  readonly sha: string;
}

/** `owner/name` */
export function fullName({ owner, name }: Repository): string {
  return `${owner}/${name}`;
}

/** The status of each context in force for a commit, in the order in which the contexts first spoke. */
export function statusesInForce(
  repository: Repository,
  sha: string,
): CommitStatus[] {
  const newest = new Map<string, CommitStatus>();
  for (const status of repository.statuses) {
    if (status.sha === sha) {
      newest.set(status.context, status);
    }
  }
  return [...newest.values()];
}

const WORST_FIRST: readonly CommitState[] = [
  'error',
  'failure',
  'warning',
  'pending',
  'success',
];

/** The worst of the states in force; pending when nobody spoke yet. */
export function combinedState(statuses: readonly CommitStatus[]): CommitState {
  return (
    WORST_FIRST.find(state => statuses.some(one => one.state === state)) ??
    'pending'
  );
}
