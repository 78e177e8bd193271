import { join } from 'node:path';
import { STORIES } from '@flink-portal/sandbox';
import { readFixtures } from './format/readFixtures';

const fixtures = readFixtures(join(__dirname, 'sequences'));
const rows = new Set(fixtures.flatMap(({ fixture }) => fixture.origin.rows));
const numbered = (table: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${table} #${index + 1}`);
const missing = (wanted: readonly string[]) =>
  wanted.filter(
    row => ![...rows].some(each => each === row || each.startsWith(`${row} `)),
  );

describe('there is a golden incident', () => {
  it('for every story of the sandbox', () => {
    const told = new Set(
      fixtures.map(({ fixture }) => fixture.origin.recorded),
    );

    expect([...STORIES.keys()].filter(story => !told.has(story))).toEqual([]);
  });

  it('for every failure mode of the managed service', () => {
    expect(missing(numbered('managed-flink 4.3', 19))).toEqual([]);
  });

  it('for every failure mode on Kubernetes that a reader can see', () => {
    // A webhook that does not answer (11) fails the writes of others and leaves no trace.
    expect(missing(numbered('flink-on-kubernetes 8', 19))).toEqual([
      'flink-on-kubernetes 8 #11',
    ]);
  });

  it('for every rule of the health model that tells of trouble', () => {
    const rules = [
      ...['1b', '1c', '2b'],
      ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
      ...[18, 19, 20, 21, 22, 23, 24, 25, 26],
    ];

    expect(
      missing(rules.map(rule => `flink-on-kubernetes 3.3 #${rule}`)),
    ).toEqual([]);
  });

  it('on both lines of Flink for each runtime, and of notebooks', () => {
    const lines = new Set(
      fixtures.map(({ name }) => name.split('-').slice(0, 2).join('-')),
    );

    expect([...lines]).toEqual(
      expect.arrayContaining([
        'managed-1x',
        'managed-2x',
        'managed-notebook',
        'kubernetes-1x',
        'kubernetes-2x',
        'kubernetes-session',
      ]),
    );
  });

  it('on both runtimes with nothing wrong', () => {
    const calm = fixtures.filter(({ fixture }) => fixture.onset === undefined);

    expect(
      new Set(calm.map(({ fixture }) => fixture.application.runtime)).size,
    ).toBe(2);
    expect(calm.length).toBeGreaterThan(20);
  });
});
