import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { machinesOnly } from './values';
import type { KubernetesPlan } from './kubernetesScene';
import { at, iso } from './values';

type Json = Record<string, unknown>;

const FOLDER = join(
  process.cwd(),
  '../packages/sandbox/fixtures/status-samples',
);
const dump = (file: string): Json =>
  parse(readFileSync(join(FOLDER, file), 'utf8'));

interface OldDump extends Json {
  readonly metadata: Json;
  readonly status: Json & {
    readonly jobStatus: Json;
    readonly reconciliationStatus: Json & {
      readonly lastReconciledSpec: string;
    };
  };
}

/** A status of operator 1.1 with its times moved to a minute, and the spec it recorded. */
function movedTo(name: string, minute: number): Json {
  const { metadata, status } = dump('application-operator-1.1-real-dump.yaml')[
    name
  ] as OldDump;
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { ...metadata, uid: 'uid-dump', creationTimestamp: iso(minute) },
    spec: (
      JSON.parse(status.reconciliationStatus.lastReconciledSpec) as {
        spec: Json;
      }
    ).spec,
    status: {
      ...status,
      jobStatus: {
        ...status.jobStatus,
        ...(status.jobStatus.startTime
          ? {
              startTime: String(at(minute)),
              updateTime: String(at(minute + 0.3)),
            }
          : {}),
      },
      reconciliationStatus: {
        ...status.reconciliationStatus,
        reconciliationTimestamp: at(minute),
      },
    },
  };
}

/** Objects of real clusters. */
export const REAL_DUMPS: readonly KubernetesPlan[] = [
  {
    fixture: 'kubernetes-1x-session-cluster-real-dump',
    title:
      'A real session cluster: its job status says FINISHED and means nothing',
    from: 'the verbatim dump of operator 1.12.0',
    rows: ['flink-on-kubernetes 3.3 #14', 'flink-on-kubernetes 1.11'],
    minutes: 15,
    expect: {
      moments: [{ from: 1, to: 15, verdict: 'Healthy', rule: null }],
      never: [],
    },
    scene: minute => ({
      deployment: dump('session-cluster-operator-1.12.0-real-dump.yaml'),
      flink: { jobs: [], values: machinesOnly(minute) },
    }),
  },
  {
    fixture: 'kubernetes-1x-created-too-long-real-dump',
    title: 'A real job of operator 1.1 that stays CREATED: no slots for it',
    from: 'the verbatim dump of operator 1.1 with its times moved',
    rows: [
      'flink-on-kubernetes 3.3 #13 (CREATED)',
      'flink-on-kubernetes 8 #14',
    ],
    minutes: 25,
    onset: 0,
    expect: {
      moments: [
        { from: 1, to: 3, verdict: 'Changing' },
        { by: 7, verdict: ['Degraded', 'Unhealthy'] },
        { from: 7, to: 25, verdict: ['Degraded', 'Unhealthy'] },
      ],
      never: [{ verdict: 'Healthy', from: 0, to: 25 }],
    },
    scene: () => ({
      deployment: movedTo('ready', 0),
      flink:
        "Flink's REST API of default/flink-stream-example cannot be reached: the service proxy answered 503.",
    }),
  },
  {
    fixture: 'kubernetes-1x-missing-on-first-deploy-real-dump',
    title:
      'A real first deployment of operator 1.1 whose JobManager never comes',
    from: 'the verbatim dump of operator 1.1 with its times moved',
    rows: ['flink-on-kubernetes 3.3 #11'],
    minutes: 25,
    onset: 0,
    expect: {
      moments: [
        { from: 1, to: 4, verdict: 'Changing' },
        { by: 7, verdict: 'Degraded', rule: 'change-stalled' },
        { by: 18, verdict: 'Unhealthy', rule: 'change-stalled' },
        { from: 18, to: 25, verdict: 'Unhealthy', rule: 'change-stalled' },
      ],
      never: [{ verdict: 'Healthy', from: 0, to: 25 }],
    },
    scene: () => {
      const missing = movedTo('missing_during_first_deploy', 0);
      return {
        deployment: {
          ...missing,
          spec: {
            ...(missing.spec as Json),
            job: {
              ...((missing.spec as Json).job as Json),
              state: 'running',
            },
          },
        },
      };
    },
  },
];
