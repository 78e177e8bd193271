import type {
  FindingRole,
  FindingSeverity,
  HealthRule,
  RuleAbout,
} from '@flink-portal/backstage-plugin-flink-common';

const SEVERITY_WORDS: Readonly<Record<FindingSeverity, string>> = {
  unhealthy: 'Unhealthy at worst',
  degraded: 'Degraded at worst',
  unknown: 'makes it Unknown',
  info: 'for information',
};

const ROLE_WORDS: Readonly<Record<FindingRole, string>> = {
  cause: 'a likely cause',
  symptom: 'a symptom',
  unknown: 'cause or symptom: it depends',
};

/** How bad it can be and whether it is a cause, in a line. */
export function aboutWords({ severity, role }: RuleAbout): string {
  return severity === 'unknown'
    ? SEVERITY_WORDS.unknown
    : `${SEVERITY_WORDS[severity]} · ${ROLE_WORDS[role]}`;
}

const WORKLOAD_WORDS: Readonly<
  Record<HealthRule['workloads'][number], string>
> = {
  streaming: 'streaming jobs',
  batch: 'batch jobs',
  notebook: 'notebooks',
  sessionCluster: 'session clusters',
};

/** To what it is applied, and when. */
export function appliesWords({ workloads, phases, vital }: HealthRule): string {
  const what = workloads.map(workload => WORKLOAD_WORDS[workload]).join(', ');
  return `Applied to ${what}, while ${phases.join(', ')}.${
    vital ? ' An application is never called Healthy without it.' : ''
  }`;
}
