/** Why a stage of CI failed, in words for whoever pushed. */
export class Failure extends Error {
  readonly problems: readonly string[];

  /** @param summary - one short sentence: it becomes the commit status */
  constructor(summary: string, problems: readonly string[] = []) {
    super(summary);
    this.name = 'Failure';
    this.problems = problems;
  }
}
