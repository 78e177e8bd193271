import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { applicationMilestones } from './applicationMilestones';

const at = (time: string) => `2026-11-26T${time}.000Z`;
const STARTED_MS = Date.parse(at('19:29:43'));

function milestones(
  now: string,
  figures: flinkApi.Figures,
  jobs: flinkApi.Job[] = [],
) {
  const reached = applicationMilestones(
    { figures, jobs, state: [], observedAt: at(now) },
    STARTED_MS,
    Date.parse(at(now)),
  );
  return Object.fromEntries(
    reached.map(({ id, atMs }) => [id, new Date(atMs).toISOString()]),
  );
}
const recordsIn = (time: string, value = 5): flinkApi.Figures => ({
  recordsIn: { at: at(time), value, unit: 'recordsPerSecond', spark: [] },
});
const checkpoint = (time: string, inferred: boolean): flinkApi.Figures => ({
  lastCheckpoint: { at: at(time), inferred, spark: [] },
});

describe('what an application shows of the way to its first checkpoint', () => {
  it('dates a value of a minute to its end, or to now while it lasts', () => {
    expect(milestones('19:30:05', recordsIn('19:29:00'))).toEqual({
      firstRecord: at('19:30:00'),
    });
    expect(milestones('19:29:55', recordsIn('19:29:00'))).toEqual({
      firstRecord: at('19:29:55'),
    });
    expect(milestones('19:30:05', checkpoint('19:29:00', true))).toEqual({
      firstCheckpoint: at('19:30:00'),
    });
    // Of its first minute it is only known that it was after the job began.
    expect(milestones('19:30:16', checkpoint('19:30:01', true))).toEqual({
      firstCheckpoint: at('19:30:16'),
    });
  });

  it('takes a time that is known as it is', () => {
    expect(milestones('19:30:05', recordsIn('19:29:50'))).toEqual({
      firstRecord: at('19:29:50'),
    });
    expect(milestones('19:31:05', checkpoint('19:30:00', false))).toEqual({
      firstCheckpoint: at('19:30:00'),
    });
  });

  it('takes what the job says of its checkpoint before what gauges let infer', () => {
    const job: flinkApi.Job = {
      name: 'orders',
      status: 'RESTARTING',
      lastCompletedCheckpointAt: at('19:29:58'),
    };
    expect(milestones('19:31:05', checkpoint('19:30:00', true), [job])).toEqual(
      { firstCheckpoint: at('19:29:58') },
    );
  });

  it('leaves out what was before the run began', () => {
    expect(
      milestones('19:30:05', {
        ...recordsIn('19:28:00'),
        ...checkpoint('19:28:30', true),
      }),
    ).toEqual({});
  });

  it('takes a rate of zero for no record', () => {
    expect(milestones('19:30:05', recordsIn('19:30:00', 0))).toEqual({});
  });
});
