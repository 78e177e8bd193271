import {
  deployment,
  event,
  flinkJob,
  JOB_ID,
  statusError,
} from './kubernetesObjects';
import type { KubernetesPlan } from './kubernetesScene';
import { at, iso, machinesOnly } from './values';

const FROM =
  'objects as the operator writes them (fact sheet, shapes of the status samples), through the real translation';
const session = { job: undefined };

/** What goes wrong with session clusters and their jobs. */
export const SESSION_INCIDENTS: readonly KubernetesPlan[] = [
  {
    fixture: 'kubernetes-session-cluster-missing',
    title: 'A session job names a cluster that does not exist',
    from: FROM,
    rows: ['flink-on-kubernetes 3.3 #3'],
    minutes: 15,
    onset: 0,
    expect: {
      moments: [
        {
          from: 1,
          to: 15,
          verdict: 'Unhealthy',
          rule: 'session-cluster-not-ready',
          role: 'cause',
          message: 'rates',
        },
      ],
      never: [{ verdict: 'Healthy', from: 0, to: 15 }],
    },
    scene: () => ({
      sessionJobs: [
        {
          apiVersion: 'flink.apache.org/v1beta1',
          kind: 'FlinkSessionJob',
          metadata: {
            name: 'rates',
            namespace: 'payments',
            uid: 'uid-rates',
            resourceVersion: '3',
            generation: 1,
            creationTimestamp: iso(-20),
          },
          spec: {
            deploymentName: 'orders',
            job: {
              jarURI: 'https://artifacts.example.com/rates.jar',
              parallelism: 1,
              upgradeMode: 'stateless',
              state: 'running',
            },
          },
        },
      ],
    }),
  },
  {
    fixture: 'kubernetes-session-jobmanager-missing',
    title: 'The session cluster’s JobManager cannot be created again',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #8', 'flink-on-kubernetes 3.3 #12'],
    minutes: 25,
    onset: 8,
    expect: {
      moments: [
        { from: 2, to: 7, verdict: 'Healthy', rule: null },
        { by: 11, verdict: 'Unhealthy', rule: 'job-manager-down' },
        {
          from: 11,
          to: 25,
          verdict: 'Unhealthy',
          rule: 'job-manager-down',
          role: 'cause',
        },
      ],
      never: [{ verdict: 'Healthy', from: 10, to: 25 }],
    },
    scene: minute => ({
      deployment: deployment({
        spec: session,
        jobStatus: { state: 'FINISHED' },
        status:
          minute < 8
            ? {}
            : {
                jobManagerDeploymentStatus: 'MISSING',
                error: statusError(
                  'Deployment orders already exists (AlreadyExists)',
                ),
              },
      }),
      events:
        minute < 8
          ? []
          : [
              event('Missing', 'Missing JobManager deployment', minute, {
                count: minute,
                firstTimestamp: iso(8),
              }),
            ],
      flink:
        minute < 8
          ? { jobs: [], values: machinesOnly(minute) }
          : "Flink's REST API cannot be asked: the JobManager is MISSING.",
    }),
  },
  {
    fixture: 'kubernetes-session-job-lost',
    title: 'A session cluster restarted without HA and forgot its job',
    from: FROM,
    rows: ['flink-on-kubernetes 8 #9', 'flink-on-kubernetes 3.3 #3'],
    minutes: 25,
    onset: 8,
    expect: {
      moments: [
        { from: 2, to: 7, verdict: 'Healthy', rule: null },
        {
          by: 10,
          verdict: 'Unhealthy',
          rule: 'session-job-lost',
          role: 'cause',
          message: 'rates',
        },
        { from: 10, to: 25, verdict: 'Unhealthy', rule: 'session-job-lost' },
      ],
      never: [{ verdict: 'Healthy', from: 10, to: 25 }],
    },
    scene: minute => ({
      deployment: deployment({
        spec: session,
        jobStatus: { state: 'FINISHED' },
      }),
      sessionJobs: [
        {
          apiVersion: 'flink.apache.org/v1beta1',
          kind: 'FlinkSessionJob',
          metadata: {
            name: 'rates',
            namespace: 'payments',
            uid: 'uid-rates',
            resourceVersion: '3',
            generation: 1,
            creationTimestamp: iso(-600),
          },
          spec: {
            deploymentName: 'orders',
            job: {
              jarURI: 'https://artifacts.example.com/rates.jar',
              parallelism: 1,
              upgradeMode: 'savepoint',
              state: 'running',
            },
          },
          status: {
            lifecycleState: 'STABLE',
            observedGeneration: 1,
            ...(minute < 8 ? {} : { error: 'Job Not Found' }),
            jobStatus: {
              jobId: JOB_ID,
              jobName: 'rates',
              state: minute < 8 ? 'RUNNING' : 'RECONCILING',
              updateTime: String(at(minute < 8 ? -599 : 8)),
            },
          },
        },
      ],
      flink: {
        jobs: minute < 8 ? [flinkJob(minute, { name: 'rates' })] : [],
        values: machinesOnly(minute),
      },
    }),
  },
];
