/** What a run of CI says, line by line, with the seconds since it began. */
export class CiLog {
  readonly lines: string[] = [];
  done = false;
  readonly #startedMs = Date.now();

  say(text: string): void {
    const seconds = ((Date.now() - this.#startedMs) / 1000).toFixed(1);
    for (const line of text.split('\n')) {
      this.lines.push(`${seconds.padStart(6)}s  ${line}`);
    }
  }

  /** Something that was not done, so loud that nobody takes its silence for a success. */
  skipped(what: string, why: string): void {
    this.say(`SKIPPED  ${what}: ${why}`);
  }
}
