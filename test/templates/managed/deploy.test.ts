import {
  DescribeApplicationCommand,
  StartApplicationCommand,
  UpdateApplicationCommand,
  type KinesisAnalyticsV2Client,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startAwsCli, type AwsCli } from './awsCli';
import { AwsEdge } from './awsEdge';
import { managedForm } from './managedForms';
import { renderFolder, renderManaged } from './renderManaged';
import { run, type Said } from '../tools/run';

jest.setTimeout(900_000);

const APP = 'orders-enricher';
const OLD = `${APP}/${'a'.repeat(40)}/job.jar`;
const COMMIT = 'b'.repeat(40);
const NEW = `${APP}/${COMMIT}/job.jar`;

/** The real scripts and the real AWS CLI, against the sandbox's Managed Flink. */
describe('bin/deploy and bin/rollback', () => {
  let folder: string;
  let repository: string;
  let cli: AwsCli;
  let sandbox: Sandbox;
  let edge: AwsEdge;
  let client: KinesisAnalyticsV2Client;

  beforeAll(async () => {
    folder = await renderFolder();
    mkdirSync(join(folder, 'bin'));
    cli = await startAwsCli(join(folder, 'bin'));
    repository = join(folder, 'kinesis');
    await renderManaged(
      managedForm('polling', 'kinesis', '2.2', 'open'),
      repository,
    );
    mkdirSync(join(repository, 'target'));
    writeFileSync(join(repository, 'target/job.jar'), 'a jar');
  });

  afterAll(async () => {
    await cli?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    sandbox = await startSandbox({ startTimeMs: Date.UTC(2026, 10, 26, 13) });
    edge = new AwsEdge(sandbox);
    await edge.listen();
    client = edge.client();
  });

  afterEach(async () => {
    client.destroy();
    await edge.close();
    await sandbox.close();
  });

  const script = (
    name: string,
    args: string[],
    env: Record<string, string> = {},
    cwd = repository,
  ): Promise<Said> =>
    run('bash', [`bin/${name}`, ...args], {
      cwd,
      env: {
        ...edge.env,
        PATH: `${cli.bin}:${process.env.PATH}`,
        COMMIT,
        POLL_SECONDS: '0',
        WAIT_CHECKS: '60',
        BAKE_CHECKS: '2',
        ...env,
      },
    });
  const deploy = (env?: Record<string, string>) =>
    script('deploy', ['staging', 'target/job.jar'], env);
  const live = async () => {
    const { ApplicationDetail: found } = await client.send(
      new DescribeApplicationCommand({ ApplicationName: APP }),
    );
    return {
      status: found!.ApplicationStatus,
      key: found!.ApplicationConfigurationDescription!
        .ApplicationCodeConfigurationDescription!.CodeContentDescription!
        .S3ApplicationCodeLocationDescription!.FileKey,
      runtime: found!.RuntimeEnvironment,
    };
  };
  const deployed = async ({
    running = true,
    runtime = 'FLINK-2_2',
    rollback = true,
  } = {}) => {
    edge.stack = 'CREATE_COMPLETE';
    await edge.createApplication(APP, OLD, runtime, rollback);
    if (running) {
      await client.send(new StartApplicationCommand({ ApplicationName: APP }));
      // Long enough for checkpoints.
      sandbox.clock.advance(30 * 60_000);
    }
  };
  const changes = () =>
    edge.calls.filter(call =>
      /^(Create|Start|Stop|Update|Rollback)Application/.test(call),
    );

  it('creates the stack with the new code and starts the job at the first deployment', async () => {
    edge.onStackUpdate = ({ parameters }) =>
      edge.createApplication(APP, parameters.ArtifactKey, 'FLINK-2_2');
    const { code, output } = await deploy();
    expect({ code, output }).toEqual({ code: 0, output: expect.anything() });
    expect(await live()).toMatchObject({ status: 'RUNNING', key: NEW });
    expect(edge.changeSets).toEqual([
      {
        kind: 'CREATE',
        parameters: expect.objectContaining({
          ArtifactKey: NEW,
          Environment: 'staging',
          Production: 'false',
        }),
      },
    ]);
  });

  it('takes a snapshot, updates and bakes a running job, and never hands older code to the stack', async () => {
    await deployed();
    const { code, output } = await deploy();
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('Baked'),
    });
    expect(await live()).toMatchObject({ status: 'RUNNING', key: NEW });
    expect(changes()).toEqual([
      'CreateApplicationSnapshot',
      'UpdateApplication',
    ]);
    expect(edge.changeSets).toEqual([
      {
        kind: 'UPDATE',
        parameters: expect.objectContaining({ ArtifactKey: OLD }),
      },
    ]);
  });

  it('does not deploy the same commit twice', async () => {
    await deployed();
    await deploy();
    edge.calls.length = 0;
    const { code, output } = await deploy();
    expect(code).toBe(0);
    expect(output).toContain('runs already');
    expect(changes()).toEqual([]);
    expect(edge.calls).not.toContain('PutObject');
  });

  it('starts a job that is READY', async () => {
    await deployed({ running: false });
    const { code } = await deploy();
    expect(code).toBe(0);
    expect(await live()).toMatchObject({ status: 'RUNNING', key: NEW });
    expect(changes()).toEqual(['UpdateApplication', 'StartApplication']);
  });

  it('refuses a job that is UPDATING', async () => {
    await deployed();
    // Only now, because the service's clock does not wait for a slow machine.
    edge.before.set('DescribeApplication', async () => {
      const { ApplicationDetail } = await client.send(
        new DescribeApplicationCommand({ ApplicationName: APP }),
      );
      await client.send(
        new UpdateApplicationCommand({
          ApplicationName: APP,
          ConditionalToken: ApplicationDetail!.ConditionalToken,
          RunConfigurationUpdate: {
            FlinkRunConfiguration: { AllowNonRestoredState: false },
          },
        }),
      );
    });
    const { code, output } = await deploy();
    expect(code).toBe(1);
    expect(output).toContain('is UPDATING, which allows no update');
    expect(changes()).toEqual([]);
    expect(edge.changeSets).toEqual([]);
  });

  it('changes nothing without a snapshot', async () => {
    await deployed();
    sandbox.world.outcomes.add({ application: APP, outcome: 'fails' });
    const { code, output } = await deploy();
    expect(code).toBe(1);
    expect(output).toContain('is FAILED: nothing was changed');
    expect(await live()).toMatchObject({ status: 'RUNNING', key: OLD });
    expect(changes()).toEqual(['CreateApplicationSnapshot']);
  });

  it('leaves it alone when the service rolled back', async () => {
    await deployed();
    edge.before.set('UpdateApplication', () =>
      sandbox.world.outcomes.add({ application: APP, outcome: 'rolledBack' }),
    );
    const { code, output } = await deploy();
    expect(code).toBe(1);
    expect(output).toContain('The service rolled back');
    expect(await live()).toMatchObject({ status: 'RUNNING', key: OLD });
    expect(changes()).toEqual([
      'CreateApplicationSnapshot',
      'UpdateApplication',
    ]);
  });

  it('puts code and state back when the service is stuck in READY', async () => {
    // Where the service's own rollback did not come about.
    await deployed({ rollback: false });
    edge.before.set('UpdateApplication', () =>
      sandbox.world.outcomes.add({ application: APP, outcome: 'fails' }),
    );
    const { code, output } = await deploy();
    expect(code).toBe(1);
    expect(output).toContain('did not start within a total timeout');
    expect(await live()).toMatchObject({ status: 'RUNNING', key: OLD });
    expect(changes()).toEqual([
      'CreateApplicationSnapshot',
      'UpdateApplication',
      'UpdateApplication',
      'StartApplication',
    ]);
    expect(output).toMatch(/Start from pre-\d{14}-b{12}: SUCCESSFUL/);
  });

  it('rolls back when the operation failed and the new code runs', async () => {
    await deployed();
    // The sandbox has no such end: what it says of the operation is changed on the way.
    edge.said.set('next', 'FAILED');
    const { code } = await deploy();
    expect(code).toBe(1);
    expect(await live()).toMatchObject({ status: 'RUNNING', key: OLD });
    expect(changes()).toEqual([
      'CreateApplicationSnapshot',
      'UpdateApplication',
      'RollbackApplication',
    ]);
  });

  it('rolls back when the alarm rings after the update', async () => {
    await deployed();
    edge.alarm = ['OK', 'ALARM'];
    const { code, output } = await deploy();
    expect(code).toBe(1);
    expect(output).toContain('-bake is in ALARM');
    expect(await live()).toMatchObject({ status: 'RUNNING', key: OLD });
    expect(changes()).toEqual([
      'CreateApplicationSnapshot',
      'UpdateApplication',
      'RollbackApplication',
    ]);
  });

  it('does not judge by an alarm that was red before', async () => {
    await deployed();
    edge.alarm = ['ALARM'];
    const { code, output } = await deploy();
    expect(code).toBe(0);
    expect(output).toContain('cannot judge this deployment');
    expect(await live()).toMatchObject({ status: 'RUNNING', key: NEW });
  });

  it('stops when somebody else changed the application meanwhile', async () => {
    await deployed();
    sandbox.faults.add({
      target: 'aws',
      operation: 'UpdateApplication',
      fault: 'conflict',
    });
    const { code, output } = await deploy();
    expect(code).not.toBe(0);
    expect(output).toContain('ConcurrentModificationException');
    expect(await live()).toMatchObject({ status: 'RUNNING', key: OLD });
  });

  it('keeps waiting when one look at the operation fails', async () => {
    await deployed();
    sandbox.faults.add({
      target: 'aws',
      operation: 'DescribeApplicationOperation',
      fault: 'throttle',
    });
    const { code } = await deploy();
    expect(code).toBe(0);
    expect(changes()).not.toContain('RollbackApplication');
  });

  it('changes runtime and code together, and the stack after them', async () => {
    await deployed({ runtime: 'FLINK-1_20' });
    const { code } = await deploy();
    expect(code).toBe(0);
    expect(await live()).toEqual({
      status: 'RUNNING',
      key: NEW,
      runtime: 'FLINK-2_2',
    });
    expect(
      edge.changeSets.map(({ parameters }) => parameters.ArtifactKey),
    ).toEqual([NEW]);
  });

  it('refuses an environment that has something open, before it asks AWS anything', async () => {
    const open = join(folder, 'msk');
    await renderManaged(managedForm('msk', 'msk', '2.2', 'open'), open);
    mkdirSync(join(open, 'target'));
    writeFileSync(join(open, 'target/job.jar'), 'a jar');
    const { code, output } = await script(
      'deploy',
      ['production', 'target/job.jar'],
      {},
      open,
    );
    expect(code).toBe(1);
    expect(output).toContain('The ARN of the MSK cluster');
    expect(edge.calls).toEqual([]);

    edge.onStackUpdate = ({ parameters }) =>
      edge.createApplication(APP, parameters.ArtifactKey, 'FLINK-2_2');
    const first = await script(
      'deploy',
      ['staging', 'target/job.jar'],
      {},
      open,
    );
    expect(first.code).toBe(0);
    expect(edge.changeSets[0].parameters).toMatchObject({
      SourceBootstrapServers: 'b-1.example:9098,b-2.example:9098',
      SinkBootstrapServers: 'b-1.example:9098,b-2.example:9098',
    });
  });

  it('refuses credentials of another account', async () => {
    const { code, output } = await script('deploy', [
      'production',
      'target/job.jar',
    ]);
    expect(code).toBe(1);
    expect(output).toContain('production is in 111122223333');
    expect(edge.calls).toEqual(['GetCallerIdentity']);
  });

  it('rolls back one version, or to a version and a snapshot', async () => {
    await deployed();
    await deploy();
    edge.calls.length = 0;
    expect(await script('rollback', ['staging'])).toMatchObject({ code: 0 });
    expect(await live()).toMatchObject({ status: 'RUNNING', key: OLD });
    expect(changes()).toEqual(['RollbackApplication']);

    sandbox.clock.advance(30 * 60_000);
    edge.calls.length = 0;
    const { code, output } = await script('rollback', ['staging', '1']);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(await live()).toMatchObject({ status: 'RUNNING', key: OLD });
    expect(changes()).toEqual(['UpdateApplication']);
  });
});
