import { restartsText } from './figureTexts';

const figure = (unplanned: number, planned: number) => ({
  unplanned,
  planned,
  since: '2026-11-22T12:00:00Z',
  spark: [],
});

it.each([
  [0, 0, '0'],
  [3, 0, '3'],
  [0, 1, '0 (1 planned)'],
])(
  '%i unplanned and %i planned restarts are "%s"',
  (unplanned, planned, text) => {
    expect(restartsText(figure(unplanned, planned))).toBe(text);
  },
);
