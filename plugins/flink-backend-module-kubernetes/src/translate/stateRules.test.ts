import {
  minutesAgo,
  minutesAgoMs,
  rawDeployment,
  rawEvent,
  viewFrom,
} from '../__testUtils__/facts';
import { STATE_RULES, standingOf } from './stateRules';

type Bend = NonNullable<Parameters<typeof rawDeployment>[0]>;
type Facts = Omit<Parameters<typeof viewFrom>[0], 'deployment'>;

const SUSPENDED = {
  job: { state: 'suspended', upgradeMode: 'savepoint', parallelism: 4 },
};
const SESSION: Bend = { spec: { job: undefined } };
const job = (state: string, sinceMinutes = 10) => ({
  jobStatus: { state, updateTime: String(minutesAgoMs(sinceMinutes)) },
});

/** One row per rule: what bends the healthy application so that this rule, and no earlier one, fits. */
const CASES: ReadonlyArray<
  [rule: string, phase: string, bend: Bend, facts?: Facts]
> = [
  [
    'being deleted',
    'changing',
    { metadata: { deletionTimestamp: minutesAgo(1) } },
  ],
  [
    'Flink version that the operator ignores',
    'failed',
    { status: null },
    {
      events: [
        rawEvent('UnsupportedFlinkVersion', 'v1_14 is not supported', 5),
      ],
    },
  ],
  [
    'first spec rejected',
    'failed',
    { status: null },
    {
      events: [
        rawEvent('ValidationError', 'Job parallelism must be larger than 0', 5),
      ],
    },
  ],
  [
    'not observed yet',
    'changing',
    { status: null, metadata: { creationTimestamp: minutesAgo(0.5) } },
  ],
  [
    'operator does not watch it',
    'unrecognized',
    { status: null, metadata: { creationTimestamp: minutesAgo(2) } },
  ],
  [
    'suspended',
    'stopped',
    { spec: SUSPENDED, status: { lifecycleState: 'SUSPENDED' } },
  ],
  [
    'created suspended',
    'stopped',
    {
      spec: SUSPENDED,
      status: { lifecycleState: 'CREATED', observedGeneration: undefined },
    },
  ],
  [
    'suspending',
    'changing',
    { spec: SUSPENDED, status: { lifecycleState: 'STABLE' } },
  ],
  [
    'failed for the operator',
    'failed',
    { status: { lifecycleState: 'FAILED' } },
  ],
  [
    'JobManager in error',
    'failed',
    { status: { jobManagerDeploymentStatus: 'ERROR', ...job('RECONCILING') } },
  ],
  ['job ended badly', 'failed', { status: job('CANCELED') }],
  ['rolling back', 'changing', { status: { lifecycleState: 'ROLLING_BACK' } }],
  [
    'upgrading or deploying',
    'changing',
    { status: { lifecycleState: 'UPGRADING', ...job('CANCELED') } },
  ],
  [
    'JobManager coming up again',
    'changing',
    { status: { jobManagerDeploymentStatus: 'DEPLOYING' } },
  ],
  [
    'JobManager being recovered',
    'changing',
    {
      status: { jobManagerDeploymentStatus: 'MISSING', ...job('RECONCILING') },
    },
    {
      events: [rawEvent('RecoverDeployment', 'Recovering lost deployment', 1)],
    },
  ],
  [
    'bounded job that ended',
    'finished',
    { status: { jobManagerDeploymentStatus: 'MISSING', ...job('FINISHED') } },
  ],
  [
    'JobManager missing',
    'failed',
    {
      status: { jobManagerDeploymentStatus: 'MISSING', ...job('RECONCILING') },
    },
  ],
  ['session cluster ready', 'running', { ...SESSION, status: job('FINISHED') }],
  ['out of sight for a moment', 'changing', { status: job('RECONCILING') }],
  ['job coming up or going down', 'changing', { status: job('CREATED') }],
  [
    'job out of sight, failing or restarting',
    'running',
    { status: job('RESTARTING') },
  ],
  ['running', 'running', {}],
  ['not recognized', 'unrecognized', { status: job('DREAMING') }],
];

describe('the ordered rules of the phase', () => {
  it.each(CASES)('%s: %s', (rule, phase, bend, facts = {}) => {
    const standing = standingOf(
      viewFrom({ ...facts, deployment: rawDeployment(bend) }),
    );

    expect(standing).toMatchObject({ rule, phase });
  });

  it('has an example for every rule, in the same order', () => {
    expect(CASES.map(([rule]) => rule)).toEqual(
      STATE_RULES.map(({ name }) => name),
    );
  });

  it('names when an upgrade began and what kind of change it is', () => {
    const view = viewFrom({
      deployment: rawDeployment({
        status: {
          lifecycleState: 'UPGRADING',
          reconciliationStatus: {
            state: 'UPGRADING',
            reconciliationTimestamp: minutesAgoMs(3),
            lastReconciledSpec: '{"spec":{"job":{"state":"running"}}}',
            lastStableSpec: '{"spec":{"job":{}}}',
          },
        },
      }),
      events: [
        rawEvent(
          'SpecChanged',
          'UPGRADE change(s) detected (Diff: FlinkDeploymentSpec[restartNonce : 1 -> 2]), starting reconciliation.',
          3,
        ),
      ],
    });

    expect(standingOf(view).change).toEqual({
      kind: 'restart',
      startedAt: minutesAgo(3),
      verbatim: 'UPGRADING',
    });
  });

  it('calls a session cluster that is deployed and ready running, whatever jobStatus says', () => {
    const view = viewFrom({
      deployment: rawDeployment({
        ...SESSION,
        status: { lifecycleState: 'DEPLOYED', ...job('RECONCILING') },
      }),
    });

    expect(standingOf(view).phase).toBe('running');
  });

  it('remembers since when a job is out of sight, because the operator does not say', () => {
    const view = viewFrom({
      deployment: rawDeployment({ status: job('RECONCILING', 500) }),
      seen: { jobState: { value: 'RECONCILING', sinceMs: minutesAgoMs(3) } },
    });

    expect(standingOf(view)).toMatchObject({
      phase: 'running',
      sinceMs: minutesAgoMs(3),
    });
  });
});
