/** What a check of a commit came to. */
export type CommitStatusState = 'pending' | 'success' | 'failure';

/** The newest word of one check on a commit, the same for every git host. */
export interface CommitStatus {
  /** `flink/ci` */
  readonly context: string;
  /** The host's own number of it: higher is newer among those of one second. */
  readonly id: number;
  readonly state: CommitStatusState;
  readonly description?: string;
  /** Where its log is. */
  readonly url?: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Reads what the checks say about a commit. */
export interface CommitStatusSource {
  /**
   * The newest status of each context.
   *
   * @param ref - a commit or a branch
   * @throws Error that says why they cannot be seen
   */
  read(ref: string, signal: AbortSignal): Promise<CommitStatus[]>;
}

/** Keeps the newest of each context. */
export function newestByContext(
  statuses: readonly CommitStatus[],
): CommitStatus[] {
  const newest = new Map<string, CommitStatus>();
  for (const status of statuses) {
    const other = newest.get(status.context);
    if (!other || isNewer(status, other)) {
      newest.set(status.context, status);
    }
  }
  return [...newest.values()];
}

function isNewer(one: CommitStatus, other: CommitStatus): boolean {
  const apart = Date.parse(one.at) - Date.parse(other.at);
  return apart === 0 ? one.id > other.id : apart > 0;
}
