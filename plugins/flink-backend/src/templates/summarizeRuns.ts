import type { MilestoneId, TemplateRun } from './TemplateRun';

/** How long a milestone took after the one before it. */
export interface StepSummary {
  readonly id: MilestoneId;
  readonly p50Ms: number;
  readonly p90Ms: number;
}

/** All runs of one version of a template. */
export interface VersionSummary {
  readonly template: string;
  readonly templateVersion: string;
  readonly runs: number;
  /** Runs that reached the first completed checkpoint; only they have a time. */
  readonly reached: number;
  readonly p50Ms?: number;
  readonly p90Ms?: number;
  readonly steps: readonly StepSummary[];
  /** The step with the longest median. */
  readonly slowestStep?: MilestoneId;
  readonly lastRunAtMs: number;
}

/** Time to the first checkpoint by template and version, by name and then the newest version's last run first. */
export function summarizeRuns(
  runs: readonly TemplateRun[],
): readonly VersionSummary[] {
  const byVersion = new Map<string, TemplateRun[]>();
  for (const run of runs) {
    const key = JSON.stringify([run.template, run.templateVersion]);
    byVersion.set(key, [...(byVersion.get(key) ?? []), run]);
  }
  return [...byVersion.values()]
    .map(summarizeVersion)
    .sort(
      (left, right) =>
        left.template.localeCompare(right.template, 'en') ||
        right.lastRunAtMs - left.lastRunAtMs,
    );
}

function summarizeVersion(runs: readonly TemplateRun[]): VersionSummary {
  const reached = runs.filter(({ outcome }) => outcome === 'firstCheckpoint');
  const totals = reached.map(totalMs);
  const steps = stepsOf(reached);
  const slowest = steps.reduce<StepSummary | undefined>(
    (worst, step) => (worst && worst.p50Ms >= step.p50Ms ? worst : step),
    undefined,
  );
  return {
    template: runs[0].template,
    templateVersion: runs[0].templateVersion,
    runs: runs.length,
    reached: reached.length,
    ...(totals.length > 0
      ? { p50Ms: quantile(totals, 0.5), p90Ms: quantile(totals, 0.9) }
      : {}),
    steps,
    ...(slowest ? { slowestStep: slowest.id } : {}),
    lastRunAtMs: Math.max(...runs.map(({ endedAtMs }) => endedAtMs)),
  };
}

/** The checkpoint's own time where it is known: the run ends a poll later. */
function totalMs({ milestones, startedAtMs, endedAtMs }: TemplateRun): number {
  const first = milestones.find(({ id }) => id === 'firstCheckpoint');
  return Math.max(0, (first?.atMs ?? endedAtMs) - startedAtMs);
}

function stepsOf(runs: readonly TemplateRun[]): StepSummary[] {
  const durations = new Map<MilestoneId, number[]>();
  for (const { milestones, startedAtMs } of runs) {
    let beforeMs = startedAtMs;
    // What came after the first checkpoint took none of the time until then.
    const end = milestones.findIndex(({ id }) => id === 'firstCheckpoint');
    for (const { id, atMs } of milestones.slice(
      0,
      end < 0 ? undefined : end + 1,
    )) {
      durations.set(id, [
        ...(durations.get(id) ?? []),
        // Milestones are dated by different clocks; none takes less than nothing.
        Math.max(0, atMs - beforeMs),
      ]);
      beforeMs = Math.max(beforeMs, atMs);
    }
  }
  return [...durations].map(([id, values]) => ({
    id,
    p50Ms: quantile(values, 0.5),
    p90Ms: quantile(values, 0.9),
  }));
}

/** Nearest rank: a time that some run really took. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
