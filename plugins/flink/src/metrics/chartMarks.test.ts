import { metricsResponse, series } from '../__testUtils__';
import { chartMarks } from './chartMarks';

const FROM = Date.parse('2026-11-22T13:00:00Z');
const TO = FROM + 3_600_000;

const marksOf = (
  restarts: ReadonlyArray<number | null>,
  operations = metricsResponse().operations.slice(0, 0),
) =>
  chartMarks(
    { operations, series: [series('numRestarts', restarts)] },
    FROM,
    TO,
  );

describe('marks on charts', () => {
  it('are the rises of the counter of restarts', () => {
    expect(marksOf([0, 0, 1, 1])).toMatchObject([
      {
        kind: 'restart',
        atMs: FROM + 120_000,
        text: '1 restart',
        isPlanned: false,
      },
    ]);
  });

  it('count what a counter shows that began anew', () => {
    expect(marksOf([7, 0, 0])).toEqual([]);
    expect(marksOf([7, 2])).toMatchObject([{ text: '2 restarts' }]);
  });

  it('find a rise over a gap', () => {
    expect(marksOf([0, null, 3])).toMatchObject([
      { atMs: FROM + 120_000, text: '3 restarts' },
    ]);
  });

  it('join the restarts of a loop', () => {
    const marks = marksOf([0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 4]);
    expect(marks).toMatchObject([
      {
        atMs: FROM + 60_000,
        untilMs: FROM + 180_000,
        text: '3 restarts',
      },
      { atMs: FROM + 600_000, text: '1 restart' },
    ]);
  });

  it('tell planned restarts and deploys apart', () => {
    const marks = marksOf([0, 0, 1], metricsResponse().operations);
    expect(marks.map(({ kind, isPlanned }) => [kind, isPlanned])).toEqual([
      ['deploy', true],
      ['restart', true],
    ]);
  });

  it('leave out what is not shown', () => {
    expect(
      chartMarks(metricsResponse(), FROM + 600_000, TO).map(({ id }) => id),
    ).toEqual([]);
  });
});
