import { judge } from '../judge';
import {
  given,
  kubernetesIdentity,
  later,
  minutely,
  minutesAgo,
  operation,
  seriesWith,
  seriesWithout,
  type Given,
} from '../__fixtures__/applications';

const rule = 'state-not-restored';
const find = (what: Given) =>
  judge(given(what)).findings.find(({ ruleId }) => ruleId === rule);
const whyNot = (what: Given) =>
  judge(given(what)).notAssessed.find(({ ruleId }) => ruleId === rule)?.reason;

const job = {
  name: 'orders',
  status: 'RUNNING',
  startedAt: minutesAgo(20),
  restoredCheckpoints: 0,
  lastCompletedCheckpoint: { at: minutesAgo(1) },
};
const update = operation({
  kind: 'update',
  verbatim: 'SpecChanged',
  change: 'image orders:42',
  startedAt: minutesAgo(22),
  endedAt: minutesAgo(20),
});
const firstStart = operation({
  kind: 'start',
  verbatim: 'Submit',
  startedAt: minutesAgo(900),
  endedAt: minutesAgo(899),
});
/** Checkpoints of the run before and of this one are stored. */
const lost: Given = {
  identity: kubernetesIdentity,
  configuration: { upgradeMode: 'last-state' },
  jobs: [job],
  operations: [update, firstStart],
};
const noCheckpointsStored = seriesWithout(
  'lastCheckpointSize',
  'numberOfCompletedCheckpoints',
);

describe('state-not-restored', () => {
  it('is Unhealthy when a change that keeps the state began from nothing', () => {
    expect(judge(given(lost)).verdict).toBe('Unhealthy');
    expect(find(lost)).toMatchObject({
      role: 'cause',
      since: minutesAgo(20),
      message:
        'the job began without any state 20 min ago after SpecChanged, although upgrade mode last-state keeps it',
    });
    expect(find(lost)?.evidence).toEqual([
      expect.objectContaining({ name: 'restoredCheckpoints', value: '0' }),
      { name: 'upgradeMode', value: 'last-state' },
      { name: 'SpecChanged', value: 'image orders:42', at: minutesAgo(22) },
    ]);
  });

  it('is well when something was restored', () => {
    const jobs = [{ ...job, restoredCheckpoints: 1 }];
    expect(find({ ...lost, jobs })).toBeUndefined();
    expect(whyNot({ ...lost, jobs })).toBeUndefined();
  });

  it('does not mind a stateless application', () => {
    const configuration = { upgradeMode: 'stateless' };
    expect(find({ ...lost, configuration })).toBeUndefined();
  });

  it('does not mind the first start', () => {
    const created = operation({ kind: 'create', startedAt: minutesAgo(23) });
    const what: Given = {
      ...lost,
      operations: [{ ...firstStart, startedAt: minutesAgo(21) }, created],
      series: noCheckpointsStored,
    };
    expect(find(what)).toBeUndefined();
  });

  it('does not take a checkpoint of the first run’s own minute for one of a run before', () => {
    const what: Given = {
      ...lost,
      jobs: [{ ...job, startedAt: minutesAgo(1.5) }],
      operations: [{ ...firstStart, startedAt: minutesAgo(1.6) }],
      // The minute began before the job did; the checkpoint of it was the job's first.
      series: seriesWith(
        minutely('lastCheckpointSize', ago => (ago > 2 ? 0 : 1e6)),
        minutely('numberOfCompletedCheckpoints', ago => (ago > 2 ? 0 : 1)),
      ),
    };
    expect(find(what)).toBeUndefined();
  });

  it('does not mind a job that never made a checkpoint before', () => {
    const series = seriesWith(
      minutely('lastCheckpointSize', ago => (ago > 20 ? 0 : 1e9 + ago)),
    );
    expect(find({ ...lost, series })).toBeUndefined();
  });

  it('knows an earlier run by its operations where nothing is stored of it', () => {
    expect(find({ ...lost, series: noCheckpointsStored })).toBeDefined();
    const failed = { ...firstStart, status: 'failed' as const };
    expect(
      find({
        ...lost,
        operations: [update, failed],
        series: noCheckpointsStored,
      }),
    ).toBeUndefined();
  });

  it('does not judge a start that was not watched', () => {
    const jobs = [{ ...job, startedAt: minutesAgo(125) }];
    expect(find({ ...lost, jobs })).toBeUndefined();
    expect(whyNot({ ...lost, jobs })).toBe(
      'the job began before the values that are stored, and with it what was there to restore',
    );
  });

  it('goes on when the values of before are not stored any more', () => {
    const before = judge(given(lost));
    const after = given({
      ...lost,
      operations: [],
      series: noCheckpointsStored,
    });
    expect(
      judge({ ...later(after, 1), previous: before }).findings[0],
    ).toMatchObject({ ruleId: rule, since: minutesAgo(20) });
  });

  it('is not assessed where nothing is said of restores, or of what a change keeps', () => {
    const { restoredCheckpoints: _unsaid, ...silent } = job;
    expect(whyNot({ ...lost, jobs: [silent] })).toBe(
      'the runtime does not say whether the job was restored',
    );
    expect(whyNot({ ...lost, configuration: {} })).toBe(
      'it is not known whether a change of this application keeps its state',
    );
  });

  it('leads before what follows from it', () => {
    const series = seriesWith(minutely('pendingRecords', () => 2e6));
    expect(
      judge(given({ ...lost, series })).findings.map(({ ruleId }) => ruleId),
    ).toEqual([rule, 'lag-high']);
  });
});
