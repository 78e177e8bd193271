import {
  DescribeApplicationOperationCommand,
  ListApplicationOperationsCommand,
  type ApplicationOperationInfo,
  type DescribeApplicationOperationCommandOutput,
  type ListApplicationOperationsCommandOutput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { valueOf } from '@flink-portal/backstage-plugin-flink-common';
import { application, FarSide } from '../__testUtils__/FarSide';
import { TestCollector } from '../__testUtils__/TestCollector';
import { denied, fixture } from '../__testUtils__/wire';

type Step = [
  operation: string,
  status: 'SUCCESSFUL' | 'FAILED' | 'IN_PROGRESS' | 'CANCELLED',
  time: string,
];

/** Operations of a day, newest first; each takes a minute. */
function operations(...steps: Step[]): ApplicationOperationInfo[] {
  return steps.map(([Operation, OperationStatus, time]) => ({
    Operation,
    OperationId: `${Operation}-${time}`,
    OperationStatus,
    StartTime: new Date(`2026-11-22T${time}:00Z`),
    EndTime: new Date(`2026-11-22T${time}:59Z`),
  }));
}

describe('the state of an application', () => {
  const aws = new FarSide();
  beforeEach(() => {
    aws.reset();
    aws.analytics
      .on(DescribeApplicationOperationCommand)
      .callsFake(({ OperationId }: { OperationId: string }) => ({
        ApplicationOperationInfoDetails: {
          OperationFailureDetails: {
            ErrorInfo: { ErrorString: `${OperationId} went wrong` },
          },
        },
      }));
  });
  afterAll(() => aws.restore());

  async function stateOf(status: string, ops: ApplicationOperationInfo[] = []) {
    aws.applications = [
      // A status of tomorrow is not in the SDK's enum of today.
      Object.assign(application('orders'), { ApplicationStatus: status }),
    ];
    aws.analytics
      .on(ListApplicationOperationsCommand)
      .resolves({ ApplicationOperationInfoList: ops });
    const collector = new TestCollector();
    await collector.collect();
    return collector.state('orders');
  }

  it.each([
    ['STARTING', 'start'],
    ['STOPPING', 'stop'],
    ['FORCE_STOPPING', 'stop'],
    ['UPDATING', 'update'],
    ['AUTOSCALING', 'autoscale'],
    ['ROLLING_BACK', 'rollback'],
    ['MAINTENANCE', 'maintenance'],
    ['DELETING', 'delete'],
  ])('%s is a change', async (status, kind) => {
    expect(await stateOf(status)).toMatchObject({
      phase: 'changing',
      verbatim: [{ label: 'Application status', value: status }],
      change: {
        kind,
        verbatim: status,
        startedAt: '2026-11-22T14:00:00.000Z',
      },
    });
  });

  it('takes the start of a change from its operation', async () => {
    const state = await stateOf(
      'UPDATING',
      operations(['UpdateApplication', 'IN_PROGRESS', '13:31']),
    );
    expect(state.change?.startedAt).toBe('2026-11-22T13:31:00.000Z');
  });

  it('remembers when a change was first seen', async () => {
    aws.applications = [
      application('orders', { ApplicationStatus: 'AUTOSCALING' }),
    ];
    const collector = new TestCollector();
    await collector.collect();
    await collector.collect(7);
    expect(collector.state('orders').change?.startedAt).toBe(
      '2026-11-22T14:00:00.000Z',
    );
  });

  it('RUNNING is running since the last operation that restarted the job', async () => {
    expect(
      await stateOf(
        'RUNNING',
        operations(
          ['ApplicationMaintenance', 'SUCCESSFUL', '09:00'],
          ['StartApplication', 'SUCCESSFUL', '08:00'],
        ),
      ),
    ).toMatchObject({
      phase: 'running',
      since: '2026-11-22T09:00:59.000Z',
      conditions: [],
    });
  });

  it('READY after a stop is stopped since then', async () => {
    expect(
      await stateOf(
        'READY',
        operations(
          ['StopApplication', 'SUCCESSFUL', '12:00'],
          ['StartApplication', 'SUCCESSFUL', '08:00'],
        ),
      ),
    ).toEqual({
      phase: 'stopped',
      verbatim: [{ label: 'Application status', value: 'READY' }],
      since: '2026-11-22T12:00:59.000Z',
      conditions: [],
    });
  });

  it('READY without any history is stopped since nobody knows when', async () => {
    const state = await stateOf('READY');
    expect(state.phase).toBe('stopped');
    expect(state.since).toBeUndefined();
  });

  it('READY after a start that failed is failed, in the words of the service', async () => {
    expect(
      await stateOf(
        'READY',
        operations(
          ['StartApplication', 'FAILED', '12:00'],
          ['StopApplication', 'SUCCESSFUL', '11:00'],
        ),
      ),
    ).toMatchObject({
      phase: 'failed',
      since: '2026-11-22T12:00:59.000Z',
      conditions: [
        {
          code: 'changeFailed',
          message: 'StartApplication-12:00 went wrong',
          evidence: 'StartApplication StartApplication-12:00 = FAILED',
        },
      ],
    });
  });

  it('READY after a running application failed to update is failed, not stopped by a person', async () => {
    expect(
      await stateOf(
        'READY',
        operations(
          ['UpdateApplication', 'FAILED', '12:00'],
          ['StartApplication', 'SUCCESSFUL', '08:00'],
        ),
      ),
    ).toMatchObject({
      phase: 'failed',
      conditions: [{ code: 'changeFailed' }],
    });
  });

  it('a stopped application that failed to update stays stopped, and the failure is said', async () => {
    expect(
      await stateOf(
        'READY',
        operations(
          ['UpdateApplication', 'FAILED', '12:00'],
          ['StopApplication', 'SUCCESSFUL', '11:00'],
        ),
      ),
    ).toMatchObject({
      phase: 'stopped',
      conditions: [{ code: 'changeFailed' }],
    });
  });

  it('a failure before the stop is history', async () => {
    const state = await stateOf(
      'READY',
      operations(
        ['StopApplication', 'SUCCESSFUL', '12:00'],
        ['UpdateApplication', 'FAILED', '11:00'],
      ),
    );
    expect(state).toMatchObject({ phase: 'stopped', conditions: [] });
  });

  it('READY after a start that worked, with no stop since, is a job that ended by itself', async () => {
    expect(
      await stateOf(
        'READY',
        operations(
          ['UpdateApplication', 'SUCCESSFUL', '13:00'],
          ['StartApplication', 'SUCCESSFUL', '12:00'],
        ),
      ),
    ).toMatchObject({ phase: 'finished', conditions: [] });
  });

  it('READY while an operation is still told to go on is changing', async () => {
    expect(
      await stateOf(
        'READY',
        operations(
          ['CreateApplicationSnapshot', 'IN_PROGRESS', '13:01'],
          ['UpdateApplication', 'IN_PROGRESS', '13:00'],
          ['StartApplication', 'SUCCESSFUL', '12:00'],
        ),
      ),
    ).toMatchObject({
      phase: 'changing',
      since: '2026-11-22T13:00:00.000Z',
      change: { kind: 'update', verbatim: 'UpdateApplication' },
    });
  });

  it.each([
    ['was cancelled', ['UpdateApplication', 'CANCELLED', '13:00']],
    ['has a word nobody knows', ['HaltApplication', 'SUCCESSFUL', '13:00']],
    ['nobody knows goes on', ['HaltApplication', 'IN_PROGRESS', '13:00']],
  ] as const)(
    'READY after an operation that %s is no end of a job',
    async (_what, [name, status, time]) => {
      const state = await stateOf(
        'READY',
        operations(
          [name, status, time],
          ['StartApplication', 'SUCCESSFUL', '12:00'],
        ),
      );
      expect(state.phase).toBe('stopped');
    },
  );

  it('READY after an update that failed before one that worked is no end of a job', async () => {
    const state = await stateOf(
      'READY',
      operations(
        ['UpdateApplication', 'SUCCESSFUL', '14:00'],
        ['UpdateApplication', 'FAILED', '13:00'],
        ['StartApplication', 'SUCCESSFUL', '12:00'],
      ),
    );
    expect(state.phase).toBe('stopped');
  });

  it('READY after maintenance of a job that ended is still its end', async () => {
    const state = await stateOf(
      'READY',
      operations(
        ['SystemMaintenance', 'SUCCESSFUL', '14:00'],
        ['StartApplication', 'SUCCESSFUL', '12:00'],
      ),
    );
    expect(state.phase).toBe('finished');
  });

  it('RUNNING after an update that the service rolled back says so until a change works', async () => {
    const failed = fixture<DescribeApplicationOperationCommandOutput>(
      'DescribeApplicationOperation.failed',
    );
    const all = fixture<ListApplicationOperationsCommandOutput>(
      'ListApplicationOperations',
    ).ApplicationOperationInfoList!;
    aws.analytics
      .on(DescribeApplicationOperationCommand)
      .resolves({
        ApplicationOperationInfoDetails: {
          ...failed.ApplicationOperationInfoDetails!,
          OperationFailureDetails: undefined,
        },
      })
      .on(DescribeApplicationOperationCommand, { OperationId: 'op-Up55zz' })
      .resolves(failed);

    const withoutLastUpdate = all.filter(
      ({ OperationId }) => OperationId !== 'op-7kQ2v9',
    );
    expect(await stateOf('RUNNING', withoutLastUpdate)).toMatchObject({
      phase: 'running',
      conditions: [
        {
          code: 'rolledBack',
          message:
            'Flink job did not start within a total timeout of 5 minutes for application: orders-enrichment-prod under account: 123456789012',
          evidence:
            'UpdateApplication op-Up55zz = FAILED, RollbackOperationId = op-Rb88cd',
        },
      ],
    });
    expect((await stateOf('RUNNING', all)).conditions).toEqual([]);
  });

  it("a person's rollback is no condition", async () => {
    const state = await stateOf(
      'RUNNING',
      operations(
        ['RollbackApplication', 'SUCCESSFUL', '12:00'],
        ['UpdateApplication', 'SUCCESSFUL', '11:00'],
      ),
    );
    expect(state.conditions).toEqual([]);
  });

  it('RUNNING after a failed update without rollback says that the change failed', async () => {
    const state = await stateOf(
      'RUNNING',
      operations(['UpdateApplication', 'FAILED', '12:00']),
    );
    expect(state).toMatchObject({
      phase: 'running',
      conditions: [{ code: 'changeFailed' }],
    });
  });

  it('says why the reason of a failure could not be read', async () => {
    aws.analytics
      .on(DescribeApplicationOperationCommand)
      .rejects(denied('kinesisanalytics:DescribeApplicationOperation'));
    const state = await stateOf(
      'RUNNING',
      operations(['UpdateApplication', 'FAILED', '12:00']),
    );
    expect(state.conditions[0].message).toContain(
      'lacks kinesisanalytics:DescribeApplicationOperation',
    );
  });

  it('without operations a rolled back version is still said', async () => {
    aws.applications = [application('orders')];
    aws.details.orders = { ApplicationVersionRolledBackFrom: 40 };
    aws.analytics
      .on(ListApplicationOperationsCommand)
      .rejects(denied('kinesisanalytics:ListApplicationOperations'));
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.state('orders').conditions).toMatchObject([
      { code: 'rolledBack', evidence: 'ApplicationVersionRolledBackFrom = 40' },
    ]);
    expect(collector.observation('orders').operations).toMatchObject({
      status: 'unreadable',
      reason: 'denied',
    });
  });

  it('ROLLED_BACK is failed', async () => {
    expect(await stateOf('ROLLED_BACK')).toMatchObject({
      phase: 'failed',
      conditions: [{ code: 'rolledBack' }],
    });
  });

  it('a status of tomorrow is shown as it is', async () => {
    expect(await stateOf('HIBERNATING')).toMatchObject({
      phase: 'unrecognized',
      verbatim: [{ label: 'Application status', value: 'HIBERNATING' }],
    });
  });

  it('puts operations into shared words and keeps unknown ones verbatim', async () => {
    aws.applications = [application('orders')];
    aws.analytics.on(ListApplicationOperationsCommand).resolves({
      ApplicationOperationInfoList: operations(
        ['UpdateApplication', 'IN_PROGRESS', '13:50'],
        ['ApplicationMaintenance', 'SUCCESSFUL', '13:00'],
        ['RotateCertificates', 'SUCCESSFUL', '12:00'],
        ['AutoScaling', 'SUCCESSFUL', '11:00'],
      ),
    });
    const collector = new TestCollector();
    await collector.collect();
    expect(valueOf(collector.observation('orders').operations)).toMatchObject([
      { kind: 'update', status: 'inProgress', planned: true },
      { kind: 'maintenance', planned: true },
      { kind: 'other', verbatim: 'RotateCertificates', planned: false },
      { kind: 'autoscale', planned: true },
    ]);
    expect(
      valueOf(collector.observation('orders').operations)?.[0].endedAt,
    ).toBeUndefined();
  });

  it('reads on when the list begins with the oldest operation', async () => {
    aws.applications = [application('orders')];
    const newest = operations(['StopApplication', 'SUCCESSFUL', '13:00']);
    aws.analytics
      .on(ListApplicationOperationsCommand)
      .resolves({ ApplicationOperationInfoList: newest })
      .on(ListApplicationOperationsCommand, { NextToken: undefined })
      .resolves({
        ApplicationOperationInfoList: operations(
          ['StartApplication', 'SUCCESSFUL', '08:00'],
          ['ApplicationMaintenance', 'SUCCESSFUL', '09:00'],
        ),
        NextToken: 'more',
      });
    const collector = new TestCollector();
    await collector.collect();
    expect(
      valueOf(collector.observation('orders').operations)?.map(
        ({ verbatim }) => verbatim,
      ),
    ).toEqual([
      'StopApplication',
      'ApplicationMaintenance',
      'StartApplication',
    ]);
  });

  it('describes a failed operation once and keeps its text', async () => {
    aws.applications = [application('orders')];
    aws.analytics.on(ListApplicationOperationsCommand).resolves({
      ApplicationOperationInfoList: operations([
        'UpdateApplication',
        'FAILED',
        '12:00',
      ]),
    });
    const collector = new TestCollector();
    const described = async (minutes: number) => {
      await collector.collect(minutes);
      return (
        collector.counts['kinesisanalytics:DescribeApplicationOperation'] ?? 0
      );
    };
    expect(await described(0)).toBe(1);
    expect(await described(11)).toBe(0);
    expect(
      valueOf(collector.observation('orders').operations)?.[0].failure,
    ).toBe('UpdateApplication-12:00 went wrong');
  });

  it('writes what an update changed', async () => {
    aws.applications = [application('orders')];
    aws.analytics
      .on(ListApplicationOperationsCommand)
      .resolves(
        fixture<ListApplicationOperationsCommandOutput>(
          'ListApplicationOperations',
        ),
      )
      .on(DescribeApplicationOperationCommand)
      .resolves(
        fixture<DescribeApplicationOperationCommandOutput>(
          'DescribeApplicationOperation.failed',
        ),
      );
    const collector = new TestCollector();
    await collector.collect();
    expect(
      valueOf(collector.observation('orders').operations)?.[0],
    ).toMatchObject({
      verbatim: 'UpdateApplication',
      change: 'version 39 to 40',
    });
  });
});
