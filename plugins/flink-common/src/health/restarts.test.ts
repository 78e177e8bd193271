import { operation } from './__fixtures__/applications';
import { plannedWindows } from './plannedWindows';
import { countRestarts, RestartCounter, restartSteps } from './restarts';

/** A value of the counter per minute, from midnight on. */
const counter = (...values: number[]) =>
  values.map((value, minute) => [minute * 60, value] as const);

const update = (startMinute: number, endMinute: number) =>
  operation({
    id: `update at ${startMinute}`,
    kind: 'update',
    startedAt: new Date(startMinute * 60_000).toISOString(),
    endedAt: new Date(endMinute * 60_000).toISOString(),
  });

describe('restarts about an operation', () => {
  it('are all planned while it runs', () => {
    expect(countRestarts(counter(1, 2, 4, 5), [update(0, 6)])).toEqual({
      planned: 4,
      unplanned: 0,
    });
  });

  it('are planned once after it ended, and unplanned from then on', () => {
    const points = counter(1, 1, 1, 2, 3, 4);
    expect(countRestarts(points, [update(0, 2)])).toEqual({
      planned: 1,
      unplanned: 2,
    });
  });

  it('are unplanned after its end when one was seen over its end', () => {
    const points = counter(1, 1, 2, 3);
    expect(countRestarts(points, [update(0, 1.5)])).toEqual({
      planned: 1,
      unplanned: 1,
    });
  });

  it('are excused by each operation anew', () => {
    const points = counter(1, 1, 1, 2, 2, 2, 2, 3, 4);
    expect(countRestarts(points, [update(4, 6), update(0, 2)])).toEqual({
      planned: 2,
      unplanned: 1,
    });
  });
});

it('are counted from neighbour to neighbour as they are in a row', () => {
  const points = counter(1, 1, 1, 2, 3, 4);
  const restarts = new RestartCounter();
  const planned = points
    .slice(1)
    .map(
      (after, index) =>
        restarts.count(points[index], after, [update(0, 2)]).planned,
    );

  expect(planned).toEqual([0, 0, 1, 0, 0]);
});

describe('a counter that falls to zero', () => {
  const points = counter(7, 7, 0, 0);
  const restart = { planned: 0, unplanned: 1 };

  it('is a restart when the uptime began anew with it', () => {
    expect(restartSteps(points, [], counter(900, 960, 0, 60))).toEqual([
      expect.objectContaining({ ...restart, atMs: 120_000 }),
    ]);
  });

  it('is seen as one when the uptime is told a minute before or after it', () => {
    expect(restartSteps(points, [], counter(900, 0, 60, 120))).toHaveLength(1);
    expect(restartSteps(points, [], counter(900, 960, 1020, 0))).toHaveLength(
      1,
    );
  });

  it('is none while the uptime goes on, or is not known', () => {
    expect(restartSteps(points, [], counter(900, 960, 1020, 1080))).toEqual([]);
    expect(restartSteps(points, [])).toEqual([]);
  });

  it('is planned within an operation', () => {
    const windows = plannedWindows([update(0, 3)]);
    expect(restartSteps(points, windows, counter(900, 960, 0, 60))).toEqual([
      expect.objectContaining({ planned: 1, unplanned: 0 }),
    ]);
  });

  it('counts what the counter shows where that is more', () => {
    expect(
      restartSteps(counter(7, 7, 2), [], counter(900, 960, 0)),
    ).toMatchObject([{ unplanned: 2 }]);
  });
});
