import type { FaultSourceName } from './FaultRecord';

/** The first failure after the last completed checkpoint, or why there is none. @public */
export interface FirstFault {
  /** `found`: it is here; `none`: looked, and nothing failed; `unknown`: it cannot be told. */
  readonly status: 'found' | 'none' | 'unknown';
  /** Why it is this one, or why it cannot be told, in a sentence. */
  readonly reason: string;
  /** ISO 8601. With `unknown`, the oldest failure that is known, if the reason says so. */
  readonly at?: string;
  readonly exceptionClass?: string;
  readonly message?: string;
  readonly stack?: string;
  readonly task?: string;
  readonly taskManager?: string;
  readonly fingerprint?: string;
  /** ISO 8601: the last completed checkpoint before it, where one is known. */
  readonly afterCheckpointAt?: string;
  readonly source?: FaultSourceName;
}

/** What is known besides the records. Times are epoch ms. @public */
export interface FirstFaultContext {
  /** As the runtime reports it; records may lack it. */
  readonly lastCompletedCheckpointAtMs?: number;
  /** The records are complete from here on; absent: as far back as anything was written. */
  readonly completeFromMs?: number;
  /** Since when the job runs; absent while it does not run. */
  readonly runningSinceMs?: number;
  /** When the job itself began, where the runtime says. */
  readonly startedAtMs?: number;
  /** The moment the records end. */
  readonly untilMs?: number;
}
