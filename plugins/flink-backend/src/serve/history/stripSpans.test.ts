import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';
import { stripSpans } from './stripSpans';

type Row = [Verdict, number, number];

const strip = (...rows: Row[]) =>
  stripSpans(
    rows.map(([verdict, fromMs, toMs]) => ({ verdict, fromMs, toMs })),
    10,
  ).map(({ verdict, fromMs, toMs }) => [verdict, fromMs, toMs]);

describe('stripSpans', () => {
  it('leaves alone what is long enough to be seen', () => {
    const rows: Row[] = [
      ['Healthy', 0, 40],
      ['Degraded', 40, 50],
      ['Healthy', 50, 90],
    ];

    expect(strip(...rows)).toEqual(rows);
  });

  it('keeps a short outage visible, one step long', () => {
    expect(
      strip(['Healthy', 0, 40], ['Unhealthy', 40, 41], ['Healthy', 41, 90]),
    ).toEqual([
      ['Healthy', 0, 40],
      ['Unhealthy', 40, 50],
      ['Healthy', 50, 90],
    ]);
  });

  it('joins short ones under the worst of them', () => {
    expect(
      strip(
        ['Changing', 0, 3],
        ['Degraded', 3, 5],
        ['Healthy', 5, 8],
        ['Healthy', 8, 30],
      ),
    ).toEqual([
      ['Degraded', 0, 10],
      ['Healthy', 10, 30],
    ]);
  });

  it('joins nothing over a time that was not watched', () => {
    expect(strip(['Unhealthy', 0, 2], ['Healthy', 30, 60])).toEqual([
      ['Unhealthy', 0, 2],
      ['Healthy', 30, 60],
    ]);
  });

  it('writes neighbours of one verdict as one', () => {
    expect(strip(['Healthy', 0, 20], ['Healthy', 20, 40])).toEqual([
      ['Healthy', 0, 40],
    ]);
  });

  it('never gives more than one span per step, and covers the same time', () => {
    const flapping = Array.from(
      { length: 1_000 },
      (_, at): Row => [at % 2 ? 'Healthy' : 'Stopped', at, at + 1],
    );

    const spans = strip(...flapping);

    expect(spans.length).toBeLessThanOrEqual(100);
    expect(spans.at(0)?.[1]).toBe(0);
    expect(spans.at(-1)?.[2]).toBe(1_000);
  });
});
