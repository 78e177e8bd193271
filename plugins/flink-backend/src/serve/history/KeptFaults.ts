/** A first fault that was found and kept when an application turned bad. Already redacted. */
export interface KeptFault {
  /** Unique within the application. */
  readonly id: string;
  readonly atMs: number;
  readonly exceptionClass: string;
  readonly message: string;
  /** Why it is this one. */
  readonly reason?: string;
}

/** Reads kept first faults for the timeline; the database only. */
export interface KeptFaults {
  /** Newest first, at most that many, within the span of time. */
  readKept(
    applicationId: string,
    fromMs: number,
    untilMs: number,
    limit: number,
  ): Promise<readonly KeptFault[]>;
}
