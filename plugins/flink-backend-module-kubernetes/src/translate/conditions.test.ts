import { bent, CASES, job, specWritten } from '../__testUtils__/conditionCases';
import {
  codesFrom,
  minutesAgo,
  minutesAgoMs,
  rawEvent,
  rawPod,
  stateFrom,
} from '../__testUtils__/facts';
import { JOB_CONDITIONS } from './jobConditions';
import { OPERATOR_CONDITIONS } from './operatorConditions';
import { POD_CONDITIONS } from './podConditions';

describe('the facts a runtime states', () => {
  it.each(CASES)('%s: %s', (code, _why, is, isNot) => {
    expect(codesFrom(is)).toContain(code);
    expect(codesFrom(isNot)).not.toContain(code);
  });

  it('has an example for every rule', () => {
    const rules = [
      ...OPERATOR_CONDITIONS,
      ...JOB_CONDITIONS,
      ...POD_CONDITIONS,
    ];

    expect(new Set(CASES.map(([code]) => code))).toEqual(
      new Set(rules.map(({ code }) => code)),
    );
  });

  it('states nothing about a healthy application', () => {
    expect(codesFrom({})).toEqual([]);
  });

  it('calls a crash loop a failure and still shows the STABLE of the operator', () => {
    const state = stateFrom(
      bent(
        {
          status: {
            jobManagerDeploymentStatus: 'ERROR',
            ...job('RECONCILING'),
            error:
              '{"message":"back-off restarting","additionalMetadata":{"reason":"CrashLoopBackOff"}}',
          },
        },
        { events: [rawEvent('CrashLoopBackOff', 'back-off restarting', 9)] },
      ),
    );

    expect(state.phase).toBe('failed');
    expect(state.verbatim).toContainEqual({
      label: 'Lifecycle',
      value: 'STABLE',
    });
    expect(state.conditions[0]).toMatchObject({
      code: 'jobManagerDown',
      message: 'CrashLoopBackOff: back-off restarting',
      since: minutesAgo(9),
    });
  });

  it('names the pod’s reason where the operator gives none', () => {
    const state = stateFrom(
      bent(
        { status: { jobManagerDeploymentStatus: 'ERROR' } },
        {
          pods: [
            rawPod('jobmanager', {
              phase: 'Pending',
              containerStatuses: [
                {
                  name: 'flink-main-container',
                  state: {
                    waiting: {
                      reason: 'CreateContainerConfigError',
                      message: 'secret "s3" not found',
                    },
                  },
                },
              ],
            }),
          ],
        },
      ),
    );

    expect(state.conditions[0]).toMatchObject({
      code: 'jobManagerDown',
      message: 'CreateContainerConfigError: secret "s3" not found',
    });
  });

  it('does not call a job unreachable for as long as the run before the newest deployment', () => {
    const rescaled = (deployedAgoMinutes: number) =>
      codesFrom(
        bent({
          status: {
            lifecycleState: 'DEPLOYED',
            ...job('RECONCILING'),
            conditions: [
              {
                type: 'Running',
                status: 'False',
                reason: 'Reconciling',
                message: 'Job status RECONCILING',
                lastTransitionTime: minutesAgo(10 * 24 * 60),
              },
            ],
            reconciliationStatus: {
              state: 'DEPLOYED',
              reconciliationTimestamp: minutesAgoMs(deployedAgoMinutes),
            },
          },
        }),
      );

    expect(rescaled(1)).not.toContain('jobUnreachable');
    expect(rescaled(4)).toContain('jobUnreachable');
  });

  it('keeps a rejected spec apart from a failed upgrade', () => {
    const rejected = bent({
      metadata: specWritten(10),
      status: {
        error:
          '{"type":"org.apache.flink.kubernetes.operator.exception.ValidationException","message":"Job parallelism must be larger than 0"}',
      },
    });

    expect(stateFrom(rejected)).toMatchObject({
      phase: 'running',
      conditions: [{ code: 'specRejected' }],
    });
  });

  it('does not repeat a secret that an error text holds', () => {
    const state = stateFrom(
      bent({
        status: {
          error: 'cannot connect to jdbc:postgresql://app:hunter2@db/orders',
        },
      }),
    );

    expect(JSON.stringify(state)).not.toContain('hunter2');
  });
});
