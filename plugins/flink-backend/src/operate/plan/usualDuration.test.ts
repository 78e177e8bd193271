import type { Operation } from '@flink-portal/backstage-plugin-flink-common';
import { usualDuration } from './usualDuration';

const documented = {
  typicalMs: 60_000,
  worstMs: 600_000,
  source: 'Documented: a minute, at worst ten.',
};

function rescale(seconds: number, overrides: Partial<Operation> = {}) {
  const startedAt = '2026-11-26T10:00:00.000Z';
  return {
    id: `${seconds}`,
    kind: 'rescale',
    verbatim: 'UpdateApplication',
    status: 'succeeded',
    startedAt,
    endedAt: new Date(Date.parse(startedAt) + seconds * 1000).toISOString(),
    planned: true,
    ...overrides,
  } as const satisfies Operation;
}

describe('usualDuration', () => {
  it('takes median and worst of the last ten of the kind', () => {
    const seconds = [40, 50, 30, 200, 45, 42, 41, 39, 38, 37, 9_999];
    expect(
      usualDuration(
        'rescale',
        [],
        seconds.map(s => rescale(s)),
        documented,
      ),
    ).toEqual({
      medianMs: 40_000,
      worstMs: 200_000,
      samples: 10,
      basis: 'From the last 10 of this application',
    });
  });

  it('leaves out what failed, goes on, or is of another kind', () => {
    const usual = usualDuration(
      'rescale',
      [],
      [
        rescale(900, { status: 'failed' }),
        rescale(900, { kind: 'rollback' }),
        rescale(900, { status: 'inProgress', endedAt: undefined }),
        rescale(50),
      ],
      documented,
    );
    expect(usual).toMatchObject({ medianMs: 50_000, samples: 1 });
  });

  it('goes by actions through the portal where the runtime reports none', () => {
    expect(
      usualDuration('deleteSnapshot', [3_000, 5_000], [], documented),
    ).toMatchObject({ medianMs: 3_000, worstMs: 5_000, samples: 2 });
  });

  it('says that documented figures are no experience', () => {
    expect(usualDuration('rescale', [], [], documented)).toEqual({
      medianMs: 60_000,
      worstMs: 600_000,
      samples: 0,
      basis:
        'This application has no such action on record. Documented: a minute, at worst ten.',
    });
  });
});
