import { feedFor } from '../metrics/metricCatalog';
import type { FlinkLine } from '../metrics/MetricDefinition';
import type { Runtime } from '../model/Runtime';
import { HEALTH_RULES, UNKNOWN_FINDINGS } from './rules';
import { ALL_PHASES, type HealthRule, type RuleAbout } from './rules/Rule';
import { RULES_GUIDE } from './rulesGuide';

const COLUMNS: readonly {
  readonly runtime: Runtime;
  readonly line: FlinkLine;
  readonly title: string;
}[] = [
  { runtime: 'managed', line: '1.x', title: 'Managed 1.x' },
  { runtime: 'managed', line: '2.x', title: 'Managed 2.x' },
  { runtime: 'managed', line: 'notebook', title: 'Managed notebook' },
  { runtime: 'kubernetes', line: '1.x', title: 'Kubernetes 1.x' },
  { runtime: 'kubernetes', line: '2.x', title: 'Kubernetes 2.x' },
  { runtime: 'standalone', line: '1.x', title: 'Standalone 1.x' },
  { runtime: 'standalone', line: '2.x', title: 'Standalone 2.x' },
];

const INTRODUCTION = `# Health rules

<!-- Generated from the rules in plugins/flink-common/src/health. To renew it, run
     UPDATE_DOCUMENTS=1 yarn workspace @flink-portal/backstage-plugin-flink-common test --watchAll=false rulesDocument -->

A verdict is the worst of what the rules find: Unhealthy before Degraded. The runtime's own state decides only
where it starts: running is Healthy, a change under way is Changing, stopped is Stopped, failed is Unhealthy. A
rule that lacks what it reads is _not assessed_, with the reason. What cannot be read is Unknown, never Healthy.

- A finding begins when its condition began in the data, not when it was noticed.
- It ends when the condition was gone for the quiet period (\`quietPeriodMs\`, 5 min). While it stands, limits on
  values are a tenth lower, so that noise around a limit does not end it.
- Findings are listed with likely causes first, then by severity, then in the order below: a restart loop comes
  before the checkpoints that it keeps from completing, and these before the lag that follows.
- While a change takes no longer than expected, the rules about restarts, lag and outages rest.
- Every limit can be set by tier in \`flink.health.tiers\`; names in \`code\` below are the settings.

## What can feed which rule

The metrics that feed a rule; _if stated_ where it holds because the runtime says so, as far as that runtime has
a word for it; _read_ where it is applied to the state, the jobs or the operations; – where it cannot be fed or
does not apply.
`;

/** The whole of `docs/health-rules.md`. */
export function rulesDocument(): string {
  return `${[
    INTRODUCTION,
    matrix(),
    ...HEALTH_RULES.map(rule => section(rule, appliesWords(rule))),
    ...Object.values(UNKNOWN_FINDINGS).map(finding => section(finding)),
  ].join('\n')}`;
}

function matrix(): string {
  const rows = [
    ['Rule', ...COLUMNS.map(({ title }) => title)],
    ...HEALTH_RULES.map(rule => [
      `[${rule.id}](#${rule.id})`,
      ...COLUMNS.map(({ runtime, line }) => cell(rule, runtime, line)),
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const [head, ...body] = rows.map(row =>
    row.map((text, column) => text.padEnd(widths[column])),
  );
  return `${[head, widths.map(width => '-'.repeat(width)), ...body]
    .map(columns => `| ${columns.join(' | ')} |`)
    .join('\n')}\n`;
}

/** How a runtime and line feed a rule, derived from what the rule needs. */
export function cell(
  rule: HealthRule,
  runtime: Runtime,
  line: FlinkLine,
): string {
  const applies =
    line === 'notebook'
      ? rule.workloads.includes('notebook')
      : rule.workloads.some(workload => workload !== 'notebook');
  if (!applies) {
    return '–';
  }
  const fed = (rule.needs.metrics ?? []).filter(metric =>
    feedFor(metric, runtime, line),
  );
  const ways = [
    ...(rule.needs.conditions ? ['_if stated_'] : []),
    ...(!rule.needs.metrics && !rule.needs.conditions ? ['_read_'] : []),
    ...fed.map(metric => `\`${metric}\``),
  ];
  return ways.length > 0 ? ways.join(', ') : '–';
}

function section(about: RuleAbout, applies?: string): string {
  const guide = RULES_GUIDE[about.id];
  if (!guide) {
    throw new Error(`rule ${about.id} has no entry in rulesGuide.ts`);
  }
  const facts = [
    `"${about.title}"`,
    `at worst ${about.severity}`,
    `role ${about.role}`,
    ...(applies ? [applies] : []),
  ].join(' · ');
  return `## ${about.id}

${facts}

**What it means.** ${guide.means}

**How to confirm.** ${guide.confirm}

**What to do.** ${guide.act}

**Limit and its source.** ${guide.limit}
`;
}

function appliesWords({
  phases,
  workloads,
  perJob,
  vital,
}: HealthRule): string {
  const when =
    phases.length >= ALL_PHASES.length
      ? 'in every phase'
      : `while ${phases.join(', ')}`;
  const whose = perJob
    ? [...workloads, 'each job of a session cluster']
    : workloads;
  const words = `for ${whose.join(', ')} ${when}`;
  return vital ? `${words} · never Healthy without it` : words;
}
