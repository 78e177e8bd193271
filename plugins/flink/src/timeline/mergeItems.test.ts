import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { mergeItems } from './mergeItems';

const item = (id: string, minute: number, title = id) =>
  ({
    id,
    kind: 'event',
    at: `2026-11-22T10:0${minute}:00Z`,
    title,
  } as flinkApi.TimelineItem);

describe('pages of a timeline', () => {
  it('join newest first without doubles', () => {
    const joined = mergeItems(
      [item('b', 2)],
      [item('b', 2), item('a', 1)],
      [item('c', 3)],
    );
    expect(joined.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });

  it('keep the newer reading of an item', () => {
    const [joined] = mergeItems(
      [item('a', 1, 'ended')],
      [item('a', 1, 'in progress')],
    );
    expect(joined.title).toBe('ended');
  });
});
