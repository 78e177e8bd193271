import {
  feedFor,
  type FlinkLine,
  type HealthRule,
  type MetricName,
  type Runtime,
} from '@flink-portal/backstage-plugin-flink-common';
import { runtimeName } from '@flink-portal/backstage-plugin-flink-react';

/** A runtime and a line of Flink on it. */
export interface Place {
  readonly runtime: Runtime;
  readonly line: FlinkLine;
}

/** Every place where an application may run. Notebooks are of the managed service only. */
export const PLACES: readonly Place[] = [
  { runtime: 'managed', line: '1.x' },
  { runtime: 'managed', line: '2.x' },
  { runtime: 'managed', line: 'notebook' },
  { runtime: 'kubernetes', line: '1.x' },
  { runtime: 'kubernetes', line: '2.x' },
  { runtime: 'standalone', line: '1.x' },
  { runtime: 'standalone', line: '2.x' },
];

/** `Managed Flink, Flink 1.x`. */
export function placeText({ runtime, line }: Place): string {
  return `${runtimeName(runtime)}, ${
    line === 'notebook' ? 'Studio notebook' : `Flink ${line}`
  }`;
}

/** What tells a rule what it needs to know in one place. */
export interface RuleFeed {
  readonly applies: boolean;
  /** It holds because the runtime says so, where that runtime has a word for it. */
  readonly isStated: boolean;
  /** It is applied to the state, the jobs or the operations. */
  readonly isRead: boolean;
  readonly metrics: readonly MetricName[];
}

/** Derived from what the rule needs, as the generated documentation is. */
export function ruleFeed(
  { workloads, needs }: Pick<HealthRule, 'workloads' | 'needs'>,
  { runtime, line }: Place,
): RuleFeed {
  const applies =
    line === 'notebook'
      ? workloads.includes('notebook')
      : workloads.some(workload => workload !== 'notebook');
  return {
    applies,
    isStated: applies && needs.conditions !== undefined,
    isRead: applies && !needs.metrics && !needs.conditions,
    metrics: applies
      ? (needs.metrics ?? []).filter(
          metric => feedFor(metric, runtime, line) !== undefined,
        )
      : [],
  };
}
