import { incident } from '../expectations';
import type { StoryPlan } from './stories';

const LOOP = {
  rows: ['managed-flink 4.3 #1', 'flink-on-kubernetes 3.3 #23'],
  incident: 'restart-loop',
};

/** Three unplanned restarts in ten minutes; the counter arrives two minutes late, the deployment excuses the first. */
const loops = (onset: number, to: number) =>
  incident(onset, to, [
    {
      by: onset + 12,
      verdict: 'Unhealthy',
      rule: 'restart-loop',
      role: 'symptom',
    },
    {
      from: onset + 12,
      to,
      verdict: 'Unhealthy',
      rule: 'restart-loop',
      why: 'no checkpoint completes either, but the restarts are why',
    },
  ]);

const CHECKPOINTS = {
  rows: ['managed-flink 4.3 #4', 'flink-on-kubernetes 8 #12'],
  incident: 'failing-checkpoints',
};

const failsCheckpoints = (onset: number, to: number) =>
  incident(onset, to, [
    {
      by: onset + 9,
      verdict: 'Degraded',
      rule: 'checkpoint-failing',
      since: [onset - 1, onset + 4],
    },
    {
      by: onset + 20,
      verdict: 'Unhealthy',
      rule: ['checkpoint-failing', 'checkpoint-missing'],
      also: ['checkpoint-failing', 'checkpoint-missing'],
    },
    {
      from: onset + 20,
      to,
      verdict: 'Unhealthy',
      rule: ['checkpoint-failing', 'checkpoint-missing'],
    },
  ]);

/** A story of jobs that fail, restart or do not checkpoint. */
export const JOB_STORIES: readonly StoryPlan[] = [
  {
    story: 'restart-loop-after-deploy',
    lead: 15,
    minutes: 60,
    parts: [
      {
        ...LOOP,
        runtime: 'managed',
        name: 'account-takeover',
        flink: '2.2',
        fixture: 'managed-2x-restart-loop',
        title: 'A deployment brought a record the job dies of, Flink 2.2',
        expect: loops(15, 60),
      },
      {
        ...LOOP,
        runtime: 'managed',
        name: 'settlement-feed',
        flink: '1.20',
        fixture: 'managed-1x-restart-loop',
        title: 'A deployment brought a record the job dies of, Flink 1.20',
        expect: loops(15, 60),
      },
    ],
  },
  {
    story: 'restart-loop-after-deploy',
    lead: 0,
    minutes: 45,
    parts: [
      {
        ...LOOP,
        runtime: 'kubernetes',
        name: 'settlement-ledger',
        flink: '1.20',
        fixture: 'kubernetes-1x-restart-loop',
        title: 'A deployment brought a record the job dies of, Flink 1.20',
        expect: loops(0, 45),
      },
      {
        ...LOOP,
        runtime: 'kubernetes',
        name: 'account-takeover',
        flink: '2.2',
        fixture: 'kubernetes-2x-restart-loop',
        title: 'A deployment brought a record the job dies of, Flink 2.2',
        expect: loops(0, 45),
      },
    ],
  },
  {
    story: 'failing-checkpoints',
    lead: 15,
    minutes: 60,
    parts: [
      {
        ...CHECKPOINTS,
        runtime: 'managed',
        name: 'card-token-sync',
        flink: '1.20',
        fixture: 'managed-1x-failing-checkpoints',
        title: 'The storage refuses the state, Flink 1.20',
        expect: failsCheckpoints(15, 60),
      },
      {
        ...CHECKPOINTS,
        runtime: 'managed',
        name: 'schema-audit',
        flink: '2.2',
        fixture: 'managed-2x-failing-checkpoints-cured',
        title: 'The storage refuses the state until the next deployment',
        acts: [{ minute: 45, kind: 'deploy' }],
        expect: {
          moments: [
            { by: 24, verdict: 'Degraded', rule: 'checkpoint-failing' },
            { by: 35, verdict: 'Unhealthy' },
            { from: 35, to: 44, verdict: 'Unhealthy' },
            { by: 60, verdict: 'Healthy', rule: null },
          ],
          never: [{ verdict: 'Healthy', from: 24, to: 45 }],
        },
      },
      {
        ...CHECKPOINTS,
        runtime: 'kubernetes',
        name: 'card-token-sync',
        flink: '1.20',
        fixture: 'kubernetes-1x-failing-checkpoints',
        title: 'The storage refuses the state, Flink 1.20',
        expect: failsCheckpoints(15, 60),
      },
      {
        ...CHECKPOINTS,
        runtime: 'kubernetes',
        name: 'chargeback-matching',
        flink: '2.2',
        fixture: 'kubernetes-2x-failing-checkpoints',
        title: 'The storage refuses the state, Flink 2.2',
        expect: failsCheckpoints(15, 60),
      },
      {
        runtime: 'kubernetes',
        name: 'shared-session',
        flink: '1.20',
        story: 'healthy',
        isSessionCluster: true,
        fixture: 'kubernetes-session-job-failing-checkpoints',
        title: 'One of two jobs of a session cluster makes no checkpoint',
        rows: ['flink-on-kubernetes 8 #12', 'flink-on-kubernetes 3.3 #14'],
        expect: incident(15, 60, [
          { by: 35, verdict: ['Degraded', 'Unhealthy'], message: 'audit-log' },
          { from: 40, to: 60, verdict: 'Unhealthy', message: 'audit-log' },
        ]),
      },
      {
        runtime: 'kubernetes',
        kind: 'FlinkSessionJob',
        sessionCluster: 'shared-session',
        name: 'audit-log',
        flink: '1.20',
        fixture: '',
        title: '',
        expect: { moments: [], never: [] },
      },
      {
        runtime: 'kubernetes',
        kind: 'FlinkSessionJob',
        sessionCluster: 'shared-session',
        name: 'currency-rates',
        flink: '1.20',
        story: 'healthy',
        fixture: '',
        title: '',
        expect: { moments: [], never: [] },
      },
    ],
  },
  {
    story: 'taskmanager-out-of-memory',
    lead: 15,
    minutes: 100,
    parts: [
      {
        runtime: 'managed',
        name: 'session-builder',
        flink: '1.20',
        fixture: 'managed-1x-out-of-memory',
        title: 'The heap fills until a TaskManager dies, over and over',
        rows: ['managed-flink 4.3 #8'],
        incident: 'out-of-memory',
        expect: incident(15, 100, [
          { by: 31, verdict: ['Degraded', 'Unhealthy'] },
          {
            by: 40,
            verdict: ['Degraded', 'Unhealthy'],
            rule: 'resource-pressure',
            role: 'cause',
            also: ['restart-loop'],
          },
        ]),
      },
      {
        runtime: 'managed',
        name: 'device-fingerprints',
        flink: '2.2',
        fixture: 'managed-2x-out-of-memory',
        title: 'The heap fills until a TaskManager dies, Flink 2.2',
        rows: ['managed-flink 4.3 #8'],
        incident: 'out-of-memory',
        expect: incident(15, 100, [
          { by: 31, verdict: ['Degraded', 'Unhealthy'] },
          {
            by: 40,
            verdict: ['Degraded', 'Unhealthy'],
            rule: 'resource-pressure',
            role: 'cause',
            also: ['restart-loop'],
          },
        ]),
      },
      {
        runtime: 'kubernetes',
        name: 'device-fingerprints',
        flink: '2.2',
        fixture: 'kubernetes-2x-out-of-memory',
        title: 'A TaskManager is killed for its memory every twelve minutes',
        rows: ['flink-on-kubernetes 8 #13', 'flink-on-kubernetes 3.3 #21'],
        incident: 'out-of-memory',
        expect: incident(15, 100, [
          {
            by: 32,
            verdict: ['Degraded', 'Unhealthy'],
            rule: 'task-manager-out-of-memory',
            role: 'cause',
          },
          {
            from: 32,
            to: 100,
            verdict: ['Degraded', 'Unhealthy'],
            rule: 'task-manager-out-of-memory',
            role: 'cause',
            why: 'the memory comes before the restarts it causes',
          },
        ]),
      },
    ],
  },
  {
    story: 'jobmanager-crash-loop',
    lead: 15,
    minutes: 75,
    parts: [
      {
        runtime: 'kubernetes',
        name: 'route-eta',
        flink: '1.20',
        fixture: 'kubernetes-1x-jobmanager-crash-loop',
        title:
          'The JobManager dies every five minutes, the operator says STABLE',
        rows: ['flink-on-kubernetes 8 #1', 'flink-on-kubernetes 3.3 #8'],
        expect: incident(15, 75, [
          {
            by: 18,
            verdict: 'Unhealthy',
            rule: 'job-manager-down',
            role: 'cause',
          },
          {
            from: 18,
            to: 75,
            verdict: ['Unhealthy', 'Degraded'],
            rule: ['job-manager-down', 'pod-restarts'],
            role: 'cause',
          },
        ]),
      },
      {
        runtime: 'managed',
        name: 'route-eta',
        flink: '1.20',
        fixture: 'managed-1x-jobmanager-crash-loop',
        title: 'The job is down for two of every five minutes',
        rows: ['managed-flink 4.3 #1', 'managed-flink 2.1'],
        expect: incident(15, 75, [
          { by: 24, verdict: ['Degraded', 'Unhealthy'] },
          {
            by: 50,
            verdict: 'Unhealthy',
            rule: ['restart-loop', 'outage'],
            role: 'symptom',
          },
          { from: 50, to: 75, verdict: 'Unhealthy' },
        ]),
      },
    ],
  },
];
