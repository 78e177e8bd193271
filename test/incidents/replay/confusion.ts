import {
  VERDICTS,
  type Verdict,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Compared } from './checkFixture';

const WIDTH = 10;

/** Verdict expected by verdict given, over all expected moments. */
export class ConfusionTable {
  private readonly counts = new Map<string, number>();
  private otherFinding = 0;

  add(compared: readonly Compared[]): void {
    for (const { expected, given, right } of compared) {
      const key = `${expected} ${given}`;
      this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
      this.otherFinding += !right && expected === given ? 1 : 0;
    }
  }

  count(expected: Verdict, given: Verdict | 'none'): number {
    return this.counts.get(`${expected} ${given}`) ?? 0;
  }

  /** Moments at which an application was called Healthy and was not. */
  get wrongHealthy(): number {
    return VERDICTS.filter(verdict => verdict !== 'Healthy').reduce(
      (sum, verdict) => sum + this.count(verdict, 'Healthy'),
      0,
    );
  }

  toString(): string {
    const given = [...VERDICTS, 'none'] as const;
    const line = (head: string, cells: readonly (string | number)[]) =>
      `${head.padEnd(WIDTH)} | ${cells
        .map(cell => String(cell).padStart(WIDTH))
        .join(' ')}`;
    return [
      line('expected', given),
      '-'.repeat((WIDTH + 1) * (given.length + 1) + 1),
      ...VERDICTS.map(expected =>
        line(
          expected,
          given.map(each => this.count(expected, each) || '.'),
        ),
      ),
      `wrong Healthy: ${this.wrongHealthy}; right verdict with another finding: ${this.otherFinding}`,
    ].join('\n');
  }
}
