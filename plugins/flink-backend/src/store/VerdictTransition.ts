import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';

/** A changed verdict. */
export interface VerdictTransition {
  readonly applicationId: string;
  /** When the portal judged so, epoch ms. */
  readonly atMs: number;
  /** Absent when the application was seen for the first time, or came back after it was gone. */
  readonly from?: Verdict;
  readonly to: Verdict;
  /** When the condition began, epoch ms: at or before `atMs`. */
  readonly sinceMs: number;
  /** The rule of the finding that explains the verdict. */
  readonly ruleId?: string;
  /** The rules of everything that is found, information apart. They are for listeners and not stored. */
  readonly ruleIds?: readonly string[];
  /** That finding's title and message: "Falling behind: lag 1.4 M records, growing for 30 min". */
  readonly reason?: string;
  /** Whether a change that was asked for or announced led to it. Never true of a worsening. */
  readonly planned: boolean;
}
