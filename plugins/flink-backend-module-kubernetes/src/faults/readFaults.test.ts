import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import {
  unreadable,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  factsOf,
  minutesAgo,
  minutesAgoMs,
  NOW_MS,
  rawDeployment,
  rawEvent,
} from '../__testUtils__/facts';
import { PortalDouble } from '../__testUtils__/PortalDouble';
import { transportTo } from '../__testUtils__/transport';
import { KubernetesRuntime } from '../KubernetesRuntime';
import { readKubernetesSettings } from '../settings';
import { toObservation } from '../translate';

const JOB = 'a'.repeat(32);
const NAMESPACE = '/proxy/apis/flink.apache.org/v1beta1/namespaces/payments';
const REST =
  '/proxy/api/v1/namespaces/payments/services/orders-rest:rest/proxy';

const exceptionEvent = (agoMinutes: number, bend = {}) =>
  rawEvent('JobException', 'com.acme.Bad: from an event', agoMinutes, {
    metadata: {
      name: `orders.JobException.${agoMinutes}`,
      namespace: 'payments',
      annotations: {
        'exception-timestamp': minutesAgo(agoMinutes),
        'task-name': 'enrich (3/8)',
        'tm-id': 'tm-7',
      },
    },
    ...bend,
  });

describe('an application’s faults', () => {
  const portal = new PortalDouble();
  let base: string;
  beforeAll(async () => {
    base = await portal.start();
  });
  afterAll(() => portal.stop());

  beforeEach(() => {
    portal.requests.length = 0;
    portal.answers.clear();
    portal.objects.clear();
    portal.objects.set('events', []);
    answer(`${NAMESPACE}/flinkdeployments/orders`, rawDeployment());
    answer(`${REST}/jobs/overview`, {
      jobs: [
        {
          jid: JOB,
          name: 'orders job',
          state: 'RESTARTING',
          'start-time': minutesAgoMs(600),
        },
      ],
    });
    answer(`${REST}/jobs/${JOB}/exceptions`, {
      exceptionHistory: {
        entries: [
          {
            exceptionName: 'com.acme.Bad',
            stacktrace: 'com.acme.Bad: from REST\n\tat a.B.c(B.java:1)',
            timestamp: minutesAgoMs(5),
          },
        ],
        truncated: false,
      },
    });
    answer(`${REST}/jobs/${JOB}/checkpoints`, {
      latest: { completed: { latest_ack_timestamp: minutesAgoMs(7) } },
    });
  });

  function answer(path: string, body: unknown, status = 200) {
    portal.answers.set(path, { status, body });
  }

  function observed(raw: Parameters<typeof factsOf>[0] = {}): Observation {
    return toObservation(factsOf({ deployment: rawDeployment(), ...raw }), {
      operations: [],
      jobs: [],
    });
  }

  async function readFaults(
    options: {
      observation?: Observation;
      config?: JsonObject;
      fromMs?: number;
      limit?: number;
    } = {},
  ) {
    const runtime = new KubernetesRuntime({
      transport: transportTo(base),
      settings: readKubernetesSettings(
        new ConfigReader({ flink: { kubernetes: options.config ?? {} } }),
      ),
      logger: mockServices.logger.mock(),
    });
    return runtime.readFaults(options.observation ?? observed(), {
      fromMs: options.fromMs ?? minutesAgoMs(360),
      toMs: NOW_MS,
      limit: options.limit ?? 100,
      signal: new AbortController().signal,
    });
  }

  it('come from Flink and from the operator’s events, in time order', async () => {
    portal.objects.set('events', [exceptionEvent(9)]);

    expect(await readFaults({ fromMs: minutesAgoMs(700) })).toMatchObject({
      records: [
        { kind: 'jobStarted', at: minutesAgo(600) },
        {
          at: minutesAgo(9),
          message: 'from an event',
          task: 'enrich (3/8)',
          taskManager: 'tm-7',
          source: 'Kubernetes events',
        },
        { kind: 'checkpointCompleted', at: minutesAgo(7) },
        { at: minutesAgo(5), message: 'from REST', source: 'Flink REST' },
      ],
      lookedIn: [
        { source: 'Flink REST', status: 'read' },
        { source: 'Kubernetes events', status: 'read' },
      ],
      completeFromMs: minutesAgoMs(600),
      calls: { 'get flinkdeployments': 1, 'flink rest': 3, 'list events': 1 },
      usd: 0,
    });
  });

  it('ask the cluster for no other events', async () => {
    await readFaults();
    const asked = portal.requests.find(({ path }) => path.endsWith('/events'));

    expect(asked?.path).toBe('/proxy/api/v1/namespaces/payments/events');
    expect(asked?.query.get('fieldSelector')).toBe(
      'involvedObject.apiVersion=flink.apache.org/v1beta1,reason=JobException',
    );
  });

  it('hold once what is in both places, as Flink tells it', async () => {
    portal.objects.set('events', [exceptionEvent(5)]);

    const { records } = await readFaults();

    expect(records.map(({ source }) => source)).toEqual([
      'Flink REST',
      'Flink REST',
    ]);
  });

  it('begin with the first of an event that repeats, before Flink’s history', async () => {
    portal.objects.set('events', [
      exceptionEvent(5, { count: 40, firstTimestamp: minutesAgo(40) }),
    ]);
    answer(`${REST}/jobs/${JOB}/exceptions`, {
      exceptionHistory: {
        entries: [
          {
            exceptionName: 'com.acme.Bad',
            stacktrace: 'com.acme.Bad: from REST\n\tat a.B.c(B.java:1)',
            timestamp: minutesAgoMs(5),
          },
        ],
        truncated: true,
      },
    });

    const { records, completeFromMs } = await readFaults();

    expect(records).toMatchObject([
      { at: minutesAgo(40), message: 'from an event' },
      { kind: 'checkpointCompleted' },
      { at: minutesAgo(5), message: 'from REST' },
    ]);
    expect(records[0]).not.toHaveProperty('task');
    expect(completeFromMs).toBe(minutesAgoMs(55));
  });

  it('are not called complete by the silence of an operator that reports no exceptions', async () => {
    answer(`${REST}/jobs/${JOB}/exceptions`, {
      exceptionHistory: {
        entries: [{ exceptionName: 'x.Bad', timestamp: minutesAgoMs(5) }],
        truncated: true,
      },
    });

    expect(await readFaults()).toMatchObject({
      completeFromMs: minutesAgoMs(5),
    });
  });

  it('leave out events of other applications', async () => {
    portal.objects.set('events', [
      exceptionEvent(9, {
        involvedObject: { kind: 'FlinkDeployment', name: 'refunds' },
      }),
      exceptionEvent(9, {
        involvedObject: { kind: 'FlinkSessionJob', name: 'clicks' },
      }),
    ]);

    const { records } = await readFaults();

    expect(records).toHaveLength(2);
  });

  it('are the events alone, of the last hour, when Flink cannot be reached', async () => {
    answer(`${REST}/jobs/overview`, 'no endpoints available', 503);
    portal.objects.set('events', [exceptionEvent(9)]);

    expect(await readFaults()).toMatchObject({
      records: [{ at: minutesAgo(9) }],
      lookedIn: [
        {
          source: 'Flink REST',
          status: 'unreadable',
          message: expect.stringContaining('payments/orders cannot be reached'),
        },
        { source: 'Kubernetes events', status: 'read' },
      ],
      completeFromMs: minutesAgoMs(55),
    });
  });

  it('do not ask a JobManager that is not ready', async () => {
    answer(
      `${NAMESPACE}/flinkdeployments/orders`,
      rawDeployment({ status: { jobManagerDeploymentStatus: 'ERROR' } }),
    );

    expect(await readFaults()).toMatchObject({
      lookedIn: [
        {
          status: 'unreadable',
          message: expect.stringContaining('the JobManager is ERROR'),
        },
        { status: 'read' },
      ],
    });
    expect(
      portal.requests.filter(({ path }) => path.includes('orders-rest')),
    ).toEqual([]);
  });

  it('do not ask Flink where metrics are switched off', async () => {
    const { lookedIn } = await readFaults({
      config: { metrics: { enabled: false } },
    });

    expect(lookedIn[0]).toMatchObject({ status: 'notApplicable' });
  });

  it('fall back to the events of the last reading when the cluster refuses to list them', async () => {
    answer(
      '/proxy/api/v1/namespaces/payments/events',
      { kind: 'Status', message: 'events is forbidden', reason: 'Forbidden' },
      403,
    );

    const { records, lookedIn } = await readFaults({
      observation: observed({ events: [exceptionEvent(9)] }),
    });

    expect(records[0]).toMatchObject({
      at: minutesAgo(9),
      exceptionClass: 'com.acme.Bad',
    });
    expect(lookedIn[1]).toMatchObject({
      status: 'read',
      message: expect.stringContaining('events of the last reading'),
    });
  });

  it('say that events cannot be read when the last reading had none either', async () => {
    answer(
      '/proxy/api/v1/namespaces/payments/events',
      { kind: 'Status', message: 'events is forbidden', reason: 'Forbidden' },
      403,
    );

    const { lookedIn } = await readFaults({
      observation: {
        ...observed(),
        events: unreadable('denied', 'may not list events', minutesAgo(1)),
      },
    });

    expect(lookedIn[1]).toMatchObject({
      status: 'unreadable',
      message: expect.stringContaining('"events"'),
    });
  });

  it('keep the newest of too many and say since when', async () => {
    portal.objects.set('events', [exceptionEvent(9)]);

    expect(await readFaults({ limit: 2 })).toMatchObject({
      records: [{ at: minutesAgo(7) }, { at: minutesAgo(5) }],
      completeFromMs: minutesAgoMs(7),
    });
  });

  it('begin where they were asked for', async () => {
    const { records, completeFromMs } = await readFaults({
      fromMs: minutesAgoMs(6),
    });

    expect(records.map(({ at }) => at)).toEqual([minutesAgo(5)]);
    expect(completeFromMs).toBeUndefined();
  });

  it('of a blue/green pair are those of the child that serves', async () => {
    const child = (name: string, colour: string) =>
      rawDeployment({
        metadata: {
          name,
          labels: { 'flink/blue-green-deployment-type': colour },
          ownerReferences: [
            { kind: 'FlinkBlueGreenDeployment', name: 'orders' },
          ],
        },
      });
    const pair = {
      metadata: { name: 'orders', namespace: 'payments' },
      status: { blueGreenState: 'ACTIVE_GREEN' },
    };
    answer(`${NAMESPACE}/flinkbluegreendeployments/orders`, pair);
    portal.objects.set('flinkdeployments', [
      child('orders-blue', 'BLUE'),
      child('orders-green', 'GREEN'),
    ]);
    portal.objects.set('events', [
      exceptionEvent(9, {
        involvedObject: { kind: 'FlinkDeployment', name: 'orders-green' },
      }),
    ]);

    const { records } = await readFaults({
      observation: observed({ blueGreen: pair }),
    });

    expect(records).toMatchObject([{ at: minutesAgo(9) }]);
    expect(
      portal.requests.some(({ path }) =>
        path.includes('services/orders-green-rest:rest'),
      ),
    ).toBe(true);
  });

  it('of a session cluster carry the names of its jobs', async () => {
    answer(
      `${NAMESPACE}/flinkdeployments/orders`,
      rawDeployment({ spec: { job: undefined } }),
    );
    portal.objects.set('events', [
      exceptionEvent(9, {
        involvedObject: { kind: 'FlinkSessionJob', name: 'clicks' },
      }),
    ]);
    const observation = observed({
      deployment: rawDeployment({ spec: { job: undefined } }),
      sessionJobs: [
        {
          metadata: { name: 'clicks', namespace: 'payments' },
          spec: { deploymentName: 'orders' },
          status: { jobStatus: { jobId: JOB, state: 'RUNNING' } },
        },
      ],
    });

    const { records } = await readFaults({ observation });

    expect(records.map(({ job }) => job)).toEqual([
      'clicks',
      'clicks',
      'clicks',
    ]);
  });

  it('cannot be asked of a cluster that is not there', async () => {
    portal.clusters = [];

    await expect(readFaults()).rejects.toMatchObject({
      name: 'FlinkSourceError',
      message: expect.stringContaining('no longer lists'),
    });
  });
});
