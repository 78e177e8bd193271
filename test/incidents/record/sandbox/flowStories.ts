import { incident } from '../expectations';
import type { StoryPlan } from './stories';

const SINK = {
  rows: ['managed-flink 4.3 #6', 'flink-on-kubernetes 3.3 #25'],
  incident: 'slow-sink',
};

const isBlocked = (onset: number, to: number) =>
  incident(onset, to, [
    {
      by: onset + 10,
      verdict: 'Degraded',
      rule: 'backpressure',
      role: 'cause',
    },
    {
      from: onset + 10,
      to,
      verdict: ['Degraded', 'Unhealthy'],
      rule: 'backpressure',
      role: 'cause',
      since: [onset - 5, onset + 6],
      why: 'the slow sink comes before the lag it causes',
    },
  ]);

const LAG = {
  rows: ['managed-flink 4.3 #10', 'flink-on-kubernetes 3.3 #25'],
  incident: 'growing-lag',
};

const fallsBehind = (onset: number, to: number) =>
  incident(onset, to, [
    {
      by: onset + 10,
      verdict: 'Degraded',
      rule: 'resource-pressure',
      role: 'cause',
    },
    {
      from: onset + 10,
      to,
      verdict: 'Degraded',
      rule: 'resource-pressure',
      role: 'cause',
      since: [onset - 5, onset + 6],
    },
  ]);

const SILENCE = {
  rows: ['managed-flink 4.3 #18'],
  incident: 'no-input',
};

const readsNothing = (onset: number, to: number, message: string) =>
  incident(onset, to, [
    { by: onset + 24, verdict: 'Degraded', rule: 'no-input', message },
    {
      from: onset + 24,
      to,
      verdict: 'Degraded',
      rule: 'no-input',
      without: ['restart-loop', 'checkpoint-missing'],
    },
  ]);

/** Stories of records that do not flow. */
export const FLOW_STORIES: readonly StoryPlan[] = [
  {
    story: 'backpressure-slow-sink',
    lead: 15,
    minutes: 70,
    parts: [
      {
        ...SINK,
        runtime: 'managed',
        name: 'loyalty-points',
        flink: '1.20',
        metricsLevel: 'TASK',
        fixture: 'managed-1x-slow-sink',
        title: 'The sink answers slowly and blocks everything before it',
        expect: isBlocked(15, 70),
      },
      {
        ...SINK,
        runtime: 'managed',
        name: 'search-index',
        flink: '2.2',
        metricsLevel: 'TASK',
        fixture: 'managed-2x-slow-sink',
        title: 'The sink answers slowly and blocks everything before it, 2.2',
        expect: isBlocked(15, 70),
      },
      {
        ...SINK,
        runtime: 'kubernetes',
        name: 'ab-test-metrics',
        flink: '1.20',
        fixture: 'kubernetes-1x-slow-sink',
        title: 'The sink answers slowly and blocks everything before it',
        expect: isBlocked(15, 70),
      },
    ],
  },
  {
    story: 'growing-lag',
    lead: 15,
    minutes: 80,
    parts: [
      {
        ...LAG,
        runtime: 'managed',
        name: 'clickstream-sessions',
        flink: '1.19',
        source: { kind: 'kinesis', name: 'clickstream' },
        fixture: 'managed-1x-growing-lag',
        title: 'More arrives than the job can read; the CPU is full',
        expect: fallsBehind(15, 80),
      },
      {
        ...LAG,
        runtime: 'managed',
        name: 'click-rollups',
        flink: '2.2',
        fixture: 'managed-2x-growing-lag',
        title: 'More arrives than the job can read, Kafka, Flink 2.2',
        expect: fallsBehind(15, 80),
      },
      {
        ...LAG,
        runtime: 'kubernetes',
        name: 'click-rollups',
        flink: '2.2',
        fixture: 'kubernetes-2x-growing-lag',
        title: 'More arrives than the job can read; the CPU is full',
        expect: fallsBehind(15, 80),
      },
      {
        runtime: 'kubernetes',
        name: 'page-views',
        flink: '1.20',
        fixture: 'kubernetes-1x-growing-lag-rescaled',
        title: 'The lag grows until somebody doubles the parallelism',
        rows: ['managed-flink 4.3 #10'],
        acts: [{ minute: 40, kind: 'rescale' }],
        expect: {
          moments: [
            { from: 4, to: 14, verdict: 'Healthy', rule: null },
            { by: 25, verdict: 'Degraded', rule: 'resource-pressure' },
            { from: 25, to: 39, verdict: 'Degraded' },
            { by: 80, verdict: 'Healthy', rule: null },
          ],
          never: [
            { verdict: 'Healthy', from: 25, to: 40 },
            { rule: 'restart-loop', from: 0, to: 80 },
          ],
        },
      },
    ],
  },
  {
    story: 'no-data',
    lead: 15,
    minutes: 60,
    parts: [
      {
        ...SILENCE,
        runtime: 'managed',
        name: 'ad-attribution',
        flink: '1.18',
        fixture: 'managed-1x-no-input',
        title: 'The producer went silent',
        expect: readsNothing(15, 60, 'producer'),
      },
      {
        ...SILENCE,
        runtime: 'managed',
        name: 'invoice-sums',
        flink: '2.2',
        fixture: 'managed-2x-no-input',
        title: 'The producer went silent, Flink 2.2',
        expect: readsNothing(15, 60, 'producer'),
      },
      {
        ...SILENCE,
        runtime: 'kubernetes',
        name: 'ad-attribution',
        flink: '1.20',
        fixture: 'kubernetes-1x-no-input',
        title: 'The producer went silent',
        expect: readsNothing(15, 60, 'producer'),
      },
    ],
  },
  {
    story: 'iam-denied',
    lead: 15,
    minutes: 60,
    parts: [
      {
        runtime: 'managed',
        name: 'warehouse-telemetry',
        flink: '1.20',
        source: { kind: 'kinesis', name: 'warehouse-sensors' },
        fixture: 'managed-1x-source-denied',
        title: 'The role of the job may not read its stream any more',
        rows: ['managed-flink 4.3 #11'],
        incident: 'source-denied',
        expect: readsNothing(15, 60, 'wait in the source|behind'),
      },
      {
        runtime: 'kubernetes',
        name: 'warehouse-telemetry',
        flink: '2.2',
        fixture: 'kubernetes-2x-source-denied',
        title: 'The broker does not let the job read its topic any more',
        rows: ['flink-on-kubernetes 8 #18', 'managed-flink 4.3 #11'],
        incident: 'source-denied',
        expect: readsNothing(15, 60, 'wait in the source|behind'),
      },
    ],
  },
  {
    story: 'no-metrics',
    lead: 15,
    minutes: 60,
    parts: [
      {
        runtime: 'managed',
        name: 'feature-store',
        flink: '1.20',
        fixture: 'managed-1x-metrics-stopped',
        title: 'The metrics stopped arriving',
        rows: ['managed-flink 4.4 (5): no datapoints'],
        expect: {
          moments: [
            { from: 4, to: 14, verdict: 'Healthy', rule: null },
            { by: 32, verdict: 'Unknown', rule: 'not-assessable' },
            { from: 32, to: 60, verdict: 'Unknown', rule: 'not-assessable' },
          ],
          never: [
            { verdict: 'Healthy', from: 32, to: 60 },
            // Who sees nothing has seen nothing bad.
            { verdict: 'Unhealthy', from: 0, to: 60 },
            { verdict: 'Degraded', from: 0, to: 60 },
          ],
        },
      },
    ],
  },
];
