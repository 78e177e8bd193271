import type { CreateApplicationCommandInput } from '@aws-sdk/client-kinesis-analytics-v2';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { managedCases } from '../templates/managed/managedForms';
import { planOfForm, standards } from '../templates/planExample';
import { renderLayers } from '../templates/renderLayers';
import {
  applicationOf,
  createInput,
  notOfShape,
  orderOf,
  plannedCreation,
  stackOf,
} from './create/internals';

jest.setTimeout(300_000);

const NOW_MS = Date.parse('2026-11-26T00:00:00Z');
const ORDER_TAG = 'flink-portal:order';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'created-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the stack of a job's own repository asks the service for. */
async function deployed(
  name: string,
  form: Record<string, unknown>,
): Promise<CreateApplicationCommandInput> {
  const plan = planOfForm(form);
  const into = join(folder, name);
  await renderLayers(plan, into, ['managed']);
  const { stack, tags } = stackOf(
    into,
    plan.name,
    plan.environments[0].name,
    `${plan.name}/abc/job.jar`,
  );
  return applicationOf(stack.resources(), tags).request;
}

/** What the portal asks it for, with the role and the brokers that the stack has. */
function created(
  form: Record<string, unknown>,
  likewise: CreateApplicationCommandInput,
): CreateApplicationCommandInput {
  const brokersOf = (group: string) =>
    likewise.ApplicationConfiguration?.EnvironmentProperties?.PropertyGroups?.find(
      ({ PropertyGroupId }) => PropertyGroupId === group,
    )?.PropertyMap?.['bootstrap.servers'];
  const request: flinkApi.NewApplication = {
    form,
    code: { key: `${form.name}/abc/job.jar` },
    serviceRoleArn: likewise.ServiceExecutionRole ?? '',
    bootstrapServers: {
      source: brokersOf('Source'),
      sink: brokersOf('Sink'),
    },
    orderId: 'order-of-the-test',
  };
  return createInput(
    orderOf(request, plannedCreation(request, standards, NOW_MS), {
      requestedBy: 'user:default/ada',
      atMs: NOW_MS,
    }),
  );
}

/** Tags have no order, and the portal adds one of its own. */
function comparable(request: CreateApplicationCommandInput) {
  const { Tags = [], ...rest } = request;
  return {
    ...rest,
    tags: Object.fromEntries(
      Tags.filter(({ Key }) => Key !== ORDER_TAG).map(({ Key, Value }) => [
        Key,
        Value,
      ]),
    ),
  };
}

describe('an application that the portal creates', () => {
  it.each(managedCases())(
    "is the one that the job's own repository would deploy: $name",
    async ({ name, form }) => {
      const stack = await deployed(name, form);

      expect(comparable(created(form, stack))).toEqual(comparable(stack));
    },
  );

  it.each(managedCases())(
    "is what AWS's own model of the call takes: $name",
    async ({ name, form }) => {
      const request = created(form, await deployed(name, form));

      expect(
        notOfShape(
          'CreateApplicationRequest',
          JSON.parse(JSON.stringify(request)),
        ),
      ).toEqual([]);
    },
  );
});
