import { pairwise } from './pairwise';

const factors = {
  a: [1, 2, 3],
  b: ['x', 'y'],
  c: [true, false],
  d: [1, 2, 3, 4],
};

test('every pair of values comes up', () => {
  const rows = pairwise(factors);
  const names = ['a', 'b', 'c', 'd'] as const;
  for (const first of names) {
    for (const second of names.filter(name => name > first)) {
      for (const left of factors[first]) {
        for (const right of factors[second]) {
          expect(
            rows.some(row => row[first] === left && row[second] === right),
          ).toBe(true);
        }
      }
    }
  }
});

test('there are far fewer rows than combinations', () => {
  expect(pairwise(factors).length).toBeLessThanOrEqual(16);
});

test('the same factors give the same rows', () => {
  expect(pairwise(factors)).toEqual(pairwise(factors));
});
