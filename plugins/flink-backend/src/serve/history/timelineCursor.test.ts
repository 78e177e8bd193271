import {
  comparePositions,
  decodePosition,
  encodePosition,
} from './timelineCursor';

const text = (content: unknown) =>
  Buffer.from(JSON.stringify(content)).toString('base64url');

describe('timeline cursor', () => {
  it('comes back as it was given out', () => {
    const position = { atMs: 1_764_000_000_000, id: 'operation:ö/1' };

    expect(decodePosition(encodePosition(position))).toEqual(position);
  });

  it.each([
    ['text that is no JSON', '%%%'],
    ['another shape', text({ page: 2 })],
    ['a time that is none', text({ a: '1', i: 'x' })],
    ['without an id', text({ a: 1, i: '' })],
  ])('is refused when it is %s', (_, cursor) => {
    expect(() => decodePosition(cursor)).toThrow('begin without a cursor');
  });

  it('orders newest first, and by id what happened at once', () => {
    const positions = [
      { atMs: 1, id: 'a' },
      { atMs: 2, id: 'a' },
      { atMs: 2, id: 'b' },
    ];

    expect([...positions].sort(comparePositions)).toEqual([
      { atMs: 2, id: 'b' },
      { atMs: 2, id: 'a' },
      { atMs: 1, id: 'a' },
    ]);
    expect(comparePositions(positions[0], positions[0])).toBe(0);
  });
});
