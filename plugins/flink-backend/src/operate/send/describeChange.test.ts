import type { ActionTarget } from '@flink-portal/backstage-plugin-flink-node';
import { describeChange } from './describeChange';

const NOW_MS = Date.parse('2026-11-26T10:00:40Z');
const BEFORE: ActionTarget = {
  version: '41',
  token: 'a',
  configuration: {
    workload: 'streaming',
    parallelism: 4,
    snapshotsEnabled: true,
  },
};

describe('describeChange', () => {
  it('says who changed what and when', () => {
    expect(
      describeChange(
        BEFORE,
        {
          version: '42',
          token: 'b',
          versionAt: '2026-11-26T10:00:00Z',
          versionBy: 'kira',
          configuration: {
            workload: 'streaming',
            parallelism: 8,
            snapshotsEnabled: false,
          },
        },
        NOW_MS,
      ),
    ).toBe(
      'Someone changed this application 40 s ago (version 41 → 42, kira: parallelism 4 → 8, snapshots on → off). Nothing was sent. Review again.',
    );
  });

  it('says no more than it knows', () => {
    expect(
      describeChange(BEFORE, { ...BEFORE, version: '42', token: 'b' }, NOW_MS),
    ).toBe(
      'Someone changed this application (version 41 → 42). Nothing was sent. Review again.',
    );
  });

  it('does not blame somebody for a state that moved by itself', () => {
    expect(describeChange(BEFORE, { ...BEFORE, token: 'b' }, NOW_MS)).toBe(
      'The state of this application changed since the plan was made (version 41 still). Nothing was sent. Review again.',
    );
  });
});
