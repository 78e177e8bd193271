import { incident, planned } from '../expectations';
import type { StoryPlan } from './stories';

const STALLED = {
  rows: [
    'managed-flink 4.3 #3',
    'flink-on-kubernetes 8 #10',
    'flink-on-kubernetes 3.3 #11',
  ],
  incident: 'stalled-change',
};

/** It may take so many minutes, and the portal looks and notices within three more. */
const stalls = (
  onset: number,
  to: number,
  expectedMinutes: number,
  early: string[],
) =>
  incident(onset, to, [
    {
      by: onset + expectedMinutes + 3,
      verdict: 'Degraded',
      rule: early,
      role: 'cause',
    },
    {
      by: onset + 18,
      verdict: 'Unhealthy',
      rule: 'change-stalled',
      role: 'cause',
    },
    { from: onset + 18, to, verdict: 'Unhealthy', rule: 'change-stalled' },
  ]);

const ROLLED_BACK = {
  rows: ['managed-flink 4.3 #13', 'managed-flink 4.3 #17'],
  incident: 'rolled-back',
};

/** Stories of deployments, by people and by runtimes. */
export const CHANGE_STORIES: readonly StoryPlan[] = [
  {
    story: 'stuck-updating',
    lead: 15,
    minutes: 50,
    parts: [
      {
        ...STALLED,
        runtime: 'managed',
        name: 'delivery-windows',
        flink: '1.20',
        fixture: 'managed-1x-update-stalled',
        title: 'An operator was removed: the update never ends',
        expect: stalls(15, 50, 10, ['change-stalled']),
      },
    ],
  },
  {
    story: 'stuck-updating',
    lead: 0,
    minutes: 40,
    parts: [
      {
        ...STALLED,
        runtime: 'kubernetes',
        name: 'delivery-windows',
        flink: '1.19',
        upgradeMode: 'savepoint',
        fixture: 'kubernetes-1x-upgrade-stalled',
        title: 'The savepoint of the upgrade fails: it never ends',
        expect: stalls(0, 40, 5, ['change-stalled', 'change-failed']),
      },
    ],
  },
  {
    story: 'rolled-back',
    lead: 15,
    minutes: 60,
    parts: [
      {
        ...ROLLED_BACK,
        runtime: 'managed',
        name: 'refund-alerts',
        flink: '1.20',
        fixture: 'managed-1x-rolled-back',
        title: 'The new version did not start in time and was taken back',
        expect: {
          moments: [
            { from: 4, to: 14, verdict: 'Healthy', rule: null },
            { from: 16, to: 20, verdict: 'Changing' },
            { by: 29, verdict: 'Degraded', rule: 'rolled-back', role: 'cause' },
            { from: 29, to: 60, verdict: 'Degraded', rule: 'rolled-back' },
          ],
          never: [{ verdict: 'Healthy', from: 15, to: 60 }],
        },
      },
    ],
  },
  {
    story: 'rolled-back',
    lead: 0,
    minutes: 45,
    parts: [
      {
        ...ROLLED_BACK,
        runtime: 'kubernetes',
        name: 'refund-alerts',
        flink: '1.20',
        fixture: 'kubernetes-1x-rolled-back',
        title: 'The new spec did not become ready and was rolled back',
        rows: ['flink-on-kubernetes 3.3 #10'],
        expect: {
          moments: [
            {
              by: 14,
              verdict: ['Degraded', 'Unhealthy'],
              rule: 'rolled-back',
              role: 'cause',
            },
            {
              from: 14,
              to: 20,
              verdict: ['Degraded', 'Unhealthy'],
              rule: 'rolled-back',
              why: 'it was down for ten minutes until a moment ago',
            },
            { from: 20, to: 45, verdict: 'Degraded', rule: 'rolled-back' },
          ],
          never: [{ verdict: 'Healthy', from: 0, to: 45 }],
        },
      },
    ],
  },
  {
    story: 'rejected-spec',
    lead: 0,
    minutes: 30,
    parts: [
      {
        runtime: 'kubernetes',
        name: 'case-aggregation',
        flink: '1.20',
        fixture: 'kubernetes-1x-spec-rejected',
        title: 'The newest spec is refused, the one before it runs',
        rows: ['flink-on-kubernetes 3.3 #18'],
        expect: incident(0, 30, [
          { by: 3, verdict: 'Degraded', rule: 'spec-rejected', role: 'cause' },
          { from: 3, to: 30, verdict: 'Degraded', rule: 'spec-rejected' },
        ]),
      },
    ],
  },
  {
    story: 'autoscaled',
    lead: 15,
    minutes: 45,
    parts: [
      {
        runtime: 'managed',
        name: 'fraud-scoring',
        flink: '2.2',
        fixture: 'managed-2x-autoscaled',
        title: 'The service doubles the parallelism',
        rows: ['managed-flink 4.3 #15'],
        control: true,
        expect: {
          moments: [
            ...planned(45).moments,
            {
              by: 30,
              verdict: 'Healthy',
              also: ['parallelism-differs'],
              why: 'no trouble, and not what somebody asked for',
            },
          ],
          never: [],
        },
      },
      {
        runtime: 'kubernetes',
        name: 'page-view-rollups',
        flink: '1.19',
        fixture: 'kubernetes-1x-autoscaled',
        title: 'The operator doubles the parallelism',
        rows: ['managed-flink 4.3 #15'],
        control: true,
        expect: planned(45),
      },
    ],
  },
  {
    story: 'maintenance-restart',
    lead: 15,
    minutes: 45,
    parts: [
      {
        runtime: 'managed',
        name: 'shipment-events',
        flink: '1.20',
        source: { kind: 'kinesis', name: 'carrier-events' },
        fixture: 'managed-1x-maintenance',
        title: 'The service patches the application',
        rows: ['managed-flink 4.3 #19'],
        control: true,
        expect: planned(45),
      },
      {
        runtime: 'managed',
        name: 'stock-levels',
        flink: '2.2',
        fixture: 'managed-2x-maintenance',
        title: 'The service patches the application, Flink 2.2',
        rows: ['managed-flink 4.3 #19'],
        control: true,
        expect: planned(45),
      },
    ],
  },
  {
    story: 'deploying',
    lead: -1560,
    minutes: 60,
    parts: [
      {
        runtime: 'managed',
        name: 'orders-staging',
        flink: '1.20',
        fixture: 'managed-1x-always-deploying',
        title: 'Every merge deploys: half of the time it is being updated',
        control: true,
        expect: planned(60),
      },
    ],
  },
  {
    story: 'healthy',
    lead: 0,
    minutes: 45,
    parts: [
      {
        runtime: 'managed',
        name: 'orders-enrichment',
        flink: '2.2',
        acts: [{ minute: 12, kind: 'deploy' }],
        fixture: 'managed-2x-deployed',
        title: 'Somebody deploys the next version',
        control: true,
        expect: planned(45),
      },
      {
        runtime: 'managed',
        name: 'orders-dev',
        flink: '1.20',
        acts: [{ minute: 12, kind: 'stop' }],
        fixture: 'managed-1x-stopped-by-a-person',
        title: 'Somebody stops the application with a snapshot',
        control: true,
        expect: {
          moments: [
            { from: 4, to: 11, verdict: 'Healthy', rule: null },
            { by: 15, verdict: 'Stopped', rule: null },
            { from: 15, to: 45, verdict: 'Stopped', rule: null },
          ],
          never: [],
        },
      },
      {
        runtime: 'kubernetes',
        name: 'orders-enrichment',
        flink: '2.2',
        upgradeMode: 'savepoint',
        acts: [{ minute: 12, kind: 'deploy' }],
        fixture: 'kubernetes-2x-deployed',
        title: 'Somebody deploys the next image',
        control: true,
        expect: planned(45),
      },
      {
        runtime: 'kubernetes',
        name: 'orders-rescaled',
        flink: '1.20',
        upgradeMode: 'savepoint',
        acts: [{ minute: 12, kind: 'rescale' }],
        fixture: 'kubernetes-1x-rescaled',
        title: 'Somebody doubles the parallelism',
        control: true,
        expect: planned(45),
      },
      {
        runtime: 'kubernetes',
        name: 'orders-dev',
        flink: '1.20',
        upgradeMode: 'savepoint',
        acts: [{ minute: 12, kind: 'stop' }],
        fixture: 'kubernetes-1x-suspended-by-a-person',
        title: 'Somebody suspends the application',
        rows: ['flink-on-kubernetes 3.3 #4'],
        control: true,
        expect: {
          moments: [
            { from: 4, to: 11, verdict: 'Healthy', rule: null },
            { by: 15, verdict: 'Stopped', rule: null },
            { from: 15, to: 45, verdict: 'Stopped', rule: null },
          ],
          never: [],
        },
      },
    ],
  },
];
