/**
 * Which metrics a scope has. Operators carry their names in those of their metrics, so the names must
 * be listed before they can be asked for; they stay the same for the life of a job.
 */
export class MetricNameCache {
  readonly #names = new Map<string, readonly string[]>();

  /** The names of a scope, listed on first use. */
  async namesOf(
    scope: string,
    list: () => Promise<ReadonlyArray<{ id: string }>>,
  ): Promise<readonly string[]> {
    const known = this.#names.get(scope);
    if (known) return known;
    const names = (await list()).map(({ id }) => id);
    // A JobManager that has just started lists nothing; ask again next time.
    if (names.length > 0) this.#names.set(scope, names);
    return names;
  }

  /** Forgets everything that is not of these jobs. */
  keepJobs(jobIds: ReadonlySet<string>): void {
    for (const scope of this.#names.keys()) {
      const [kind, jobId] = scope.split('/');
      if (kind === 'job' && !jobIds.has(jobId)) this.#names.delete(scope);
    }
  }
}
