import { series } from '../__testUtils__';
import { leadingSeries } from './leadingSeries';

const busy = (name: string, value: number | null) =>
  series('busyTimeMsPerSecond', [value], { part: { kind: 'task', name } });

describe('the leading lines of a chart', () => {
  it('are the worst part of each metric where there are many', () => {
    const lines = leadingSeries([
      busy('source', 100),
      busy('enrich', 990),
      busy('sink', null),
      series('idleTimeMsPerSecond', [10], {
        part: { kind: 'task', name: 'source' },
      }),
      series('backPressuredTimeMsPerSecond', [700], {
        part: { kind: 'task', name: 'source' },
      }),
    ]);
    expect(lines.map(({ metric, part }) => [metric, part?.name])).toEqual([
      ['busyTimeMsPerSecond', 'enrich'],
      ['backPressuredTimeMsPerSecond', 'source'],
    ]);
  });

  it('are all of a few', () => {
    expect(leadingSeries([busy('a', 1), busy('b', 2)])).toHaveLength(2);
  });

  it('are all where the largest is not the worst', () => {
    const rates = ['a', 'b', 'c', 'd', 'e'].map(name =>
      series('numRecordsInPerSecond', [1], { part: { kind: 'source', name } }),
    );
    expect(leadingSeries(rates)).toHaveLength(5);
  });
});
