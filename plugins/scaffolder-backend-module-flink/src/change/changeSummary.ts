import type { JobPlan } from '@flink-portal/backstage-plugin-flink-common';

interface Row {
  readonly what: string;
  readonly of: (plan: JobPlan) => string | number | undefined;
}

const ROWS: readonly Row[] = [
  { what: 'Flink', of: plan => plan.flink.version },
  { what: 'Runtime', of: plan => plan.flink.runtimeEnvironment },
  { what: 'Image', of: plan => plan.flink.image },
  { what: 'Java', of: plan => plan.flink.java },
  { what: 'Python', of: plan => plan.flink.python },
  { what: 'Kafka connector', of: plan => plan.connectors.kafka },
  { what: 'AWS connectors', of: plan => plan.connectors.aws },
  {
    what: 'Iceberg',
    of: ({ connectors }) =>
      `${connectors.icebergArtifact} ${connectors.icebergVersion}`,
  },
  { what: 'Parallelism', of: plan => plan.size.parallelism },
  {
    what: 'KPUs',
    of: ({ target, size }) =>
      target === 'managed' ? size.managed.kpus : undefined,
  },
  {
    what: 'TaskManagers',
    of: ({ target, size }) =>
      target === 'eks' ? size.eks.taskManagers : undefined,
  },
  {
    what: 'Checkpoint interval',
    of: plan => `${plan.size.checkpointIntervalMs / 1000} s`,
  },
  {
    what: 'Monthly cost, list price',
    of: ({ cost }) => cost && `$${Math.round(cost.totalUsd)}`,
  },
];

/** What a change changes, as the Markdown of its pull request. */
export function changeSummary(old: JobPlan, changed: JobPlan): string {
  const rows = ROWS.map(({ what, of }) => ({
    what,
    before: of(old) ?? '',
    after: of(changed) ?? '',
  })).filter(({ before, after }) => before !== after);
  return [
    ...(rows.length > 0
      ? [
          '| | Before | After |',
          '| --- | --- | --- |',
          ...rows.map(
            ({ what, before, after }) => `| ${what} | ${before} | ${after} |`,
          ),
        ]
      : ['Nothing that the portal knows of changes.']),
    ...stateWarnings(old, changed),
    ...(changed.warnings.length > 0
      ? ['', '### Worth knowing', ...changed.warnings.map(each => `- ${each}`)]
      : []),
  ].join('\n');
}

function stateWarnings(old: JobPlan, changed: JobPlan): string[] {
  if (old.flink.line === changed.flink.line) {
    return [];
  }
  const crossesMajor = old.flink.major !== changed.flink.major;
  return [
    '',
    '### State',
    `- Take a snapshot before this is deployed, and keep it until the job has run a while: state that Flink ${changed.flink.line} wrote cannot be read by ${old.flink.line}. The way back is that snapshot with the old version.`,
    ...(crossesMajor
      ? [
          `- From Flink ${old.flink.major}.x to ${changed.flink.major}.x state that was serialised by Kryo, and POJOs with collections in them, do not carry over. The test of serialisation in this repository says whether the job has any; restore a copy of a production snapshot before you merge.`,
        ]
      : []),
    ...(changed.language === 'sql'
      ? [
          '- SQL: another Flink version may plan the same statement differently, and state of the old plan then does not fit. Expect to start without state, from the position you choose.',
        ]
      : []),
  ];
}
