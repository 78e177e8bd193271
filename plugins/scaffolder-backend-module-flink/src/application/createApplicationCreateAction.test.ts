import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { exampleInput } from '../__testUtils__/exampleInput';
import { examplePlan } from '../__testUtils__/examplePlan';
import {
  initiator,
  runAction,
  type TaskAround,
} from '../__testUtils__/runAction';
import { startHost, type Answer, type Host } from '../__testUtils__/startHost';
import { FlinkBackend } from '../portal/FlinkBackend';
import { examples } from './applicationCreate.examples';
import { createApplicationCreateAction } from './createApplicationCreateAction';

const ID = 'managed:444455556666/us-east-1/orders-enricher';
const plan: JsonObject = JSON.parse(JSON.stringify(examplePlan()));
const INPUT = {
  plan,
  codeKey: 'orders-enricher/abc/job.jar',
  serviceRoleArn: 'arn:aws:iam::444455556666:role/flink/orders-enricher',
};

describe('flink:application:create', () => {
  let portal: Host;
  let answer: Answer;

  beforeAll(async () => {
    portal = await startHost(() => answer);
  });
  beforeEach(() => {
    portal.requests.length = 0;
    answer = {
      status: 201,
      body: { applicationId: ID, version: '1', created: true },
    };
  });
  afterAll(() => portal.close());

  const action = () =>
    createApplicationCreateAction({
      flink: new FlinkBackend({
        discovery: portal.discovery,
        auth: mockServices.auth({ pluginId: 'scaffolder' }),
      }),
    });
  const bodies = () => portal.requests.map(({ body }) => JSON.parse(body));

  it.each(examples)('runs its example: $description', async example => {
    const input = exampleInput(action(), example, { validate: { plan } });

    const { outputs } = await runAction(action(), input);

    expect(outputs).toEqual({ applicationId: ID, created: true });
  });

  it('sends the answers of the plan and nothing else of it', async () => {
    await runAction(action(), INPUT);

    expect(portal.requests[0]).toMatchObject({
      method: 'POST',
      path: '/api/flink/applications',
    });
    expect(bodies()).toEqual([
      {
        form: plan.form,
        environment: 'staging',
        code: { key: 'orders-enricher/abc/job.jar' },
        serviceRoleArn: INPUT.serviceRoleArn,
        bootstrapServers: {},
        orderId: expect.stringMatching(/^task\.[A-Za-z0-9-]+\.staging$/),
        start: true,
        dryRun: false,
      },
    ]);
  });

  it('asks as the person who runs the template', async () => {
    await runAction(action(), INPUT);

    expect(portal.requests[0].headers.authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: initiator,
        targetPluginId: 'flink',
      }),
    );
  });

  it('passes on what only a caller can know', async () => {
    await runAction(action(), {
      ...INPUT,
      environment: 'production',
      codeObjectVersion: 'v7',
      sourceBootstrapServers: 'b-1.in.example.com:9098',
      sinkBootstrapServers: 'b-1.out.example.com:9098',
      start: false,
    });

    expect(bodies()[0]).toMatchObject({
      environment: 'production',
      code: { objectVersion: 'v7' },
      bootstrapServers: {
        source: 'b-1.in.example.com:9098',
        sink: 'b-1.out.example.com:9098',
      },
      start: false,
    });
  });

  it('orders the same whenever the task is run again', async () => {
    await runAction(action(), INPUT);
    await runAction(action(), INPUT);

    const [first, again] = bodies();
    expect(again.orderId).toBe(first.orderId);
  });

  it('asks nobody again once a task has its answer', async () => {
    const kept = new Map<string, unknown>();
    const checkpoint: TaskAround['checkpoint'] = async ({ key, fn }) => {
      if (!kept.has(key)) {
        kept.set(key, await fn());
      }
      return kept.get(key) as Awaited<ReturnType<typeof fn>>;
    };
    await runAction(action(), INPUT, { checkpoint });

    const { outputs } = await runAction(action(), INPUT, { checkpoint });

    expect(portal.requests).toHaveLength(1);
    expect(outputs).toEqual({ applicationId: ID, created: true });
  });

  it('says so when the task had made it before', async () => {
    answer = {
      status: 200,
      body: { applicationId: ID, version: '1', created: false },
    };

    const { outputs, log } = await runAction(action(), INPUT);

    expect(outputs.created).toBe(false);
    expect(log.join('\n')).toContain('was there already, made by this task');
  });

  it('has everything checked in a dry run, and keeps nothing of it', async () => {
    answer = { status: 200, body: { applicationId: ID, created: false } };
    const checkpoint = jest.fn();

    const { outputs, log } = await runAction(action(), INPUT, {
      isDryRun: true,
      checkpoint,
    });

    expect(bodies()).toEqual([expect.objectContaining({ dryRun: true })]);
    expect(outputs).toEqual({ applicationId: ID, created: false });
    expect(log).toEqual([
      `info Would create orders-enricher in staging (${ID}) and start it.`,
    ]);
    expect(checkpoint).not.toHaveBeenCalled();
  });

  it("fails in the backend's words", async () => {
    answer = {
      status: 400,
      body: {
        error: { name: 'InputError', message: 'The role is elsewhere.' },
        response: { statusCode: 400 },
      },
    };

    await expect(runAction(action(), INPUT)).rejects.toThrow(
      'The role is elsewhere.',
    );
  });

  it('takes no plan that is none', async () => {
    await expect(
      runAction(action(), { ...INPUT, plan: { name: 'orders' } }),
    ).rejects.toThrow('plan is not the output of flink:validate');
    expect(portal.requests).toEqual([]);
  });
});
