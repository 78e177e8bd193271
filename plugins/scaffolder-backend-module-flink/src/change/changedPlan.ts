import {
  planNewJob,
  type JobPlan,
  type NewJobForm,
  type PlanResult,
  type PlatformStandards,
} from '@flink-portal/backstage-plugin-flink-common';

/** What of a running job a pull request may change. */
export type JobChange = Partial<Pick<NewJobForm, 'flinkVersion' | 'load'>>;

/**
 * Plans a job again after a change. What must outlive the change stays as it was: the greatest parallelism, which
 * is part of the state, the entities the repository brought along, and where the repository is.
 */
export function changedPlan(
  old: JobPlan,
  change: JobChange,
  standards: PlatformStandards,
  nowMs: number,
): PlanResult {
  const result = planNewJob({ ...old.form, ...change }, standards, {
    template: old.template,
    repositoryUrl: old.repository.url,
    defaultBranch: old.repository.defaultBranch,
    nowMs,
  });
  const size = result.plan?.size;
  const { maxParallelism } = old.size;
  const problems = [...result.problems];
  if (size && size.parallelism > maxParallelism) {
    problems.push({
      field: 'load',
      message: `The load needs parallelism ${size.parallelism}, but the state of this job was written for ${maxParallelism} at most. A job with another maxParallelism must start without its state: create it anew.`,
    });
  }
  if (size && isOlder(result.plan.flink.line, old.flink.line)) {
    problems.push({
      field: 'flinkVersion',
      message: `Flink ${result.plan.flink.line} cannot read the state that ${old.flink.line} wrote. Roll back to a snapshot of before the upgrade instead.`,
    });
  }
  if (!result.plan || problems.length > 0) {
    return { problems };
  }
  return {
    problems: [],
    plan: {
      ...result.plan,
      size: { ...result.plan.size, maxParallelism },
      catalog: { ...result.plan.catalog, resources: old.catalog.resources },
      repository: old.repository,
    },
  };
}

function isOlder(line: string, than: string): boolean {
  const [major, minor] = line.split('.').map(Number);
  const [thanMajor, thanMinor] = than.split('.').map(Number);
  return major === thanMajor ? minor < thanMinor : major < thanMajor;
}
