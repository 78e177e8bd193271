import { decodeCursor, encodeCursor } from './cursor';

const text = (content: unknown) =>
  Buffer.from(JSON.stringify(content)).toString('base64url');

describe('cursor', () => {
  it('comes back as it was given out', () => {
    const cursor = {
      sort: 'lag',
      order: 'desc',
      backwards: true,
      position: [null, 'managed:1/x/ö'],
    } as const;

    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });

  it.each([
    ['text that is no JSON', '%%%'],
    ['another shape', text({ page: 2 })],
    [
      'a column that cannot be sorted by',
      text({ s: 'note', o: 'asc', b: false, p: [] }),
    ],
    [
      'text where a number belongs',
      text({ s: 'lag', o: 'asc', b: false, p: ['1', 'a'] }),
    ],
    ['too few values', text({ s: 'lag', o: 'asc', b: false, p: [1] })],
    [
      'a value that is an object',
      text({ s: 'lag', o: 'asc', b: false, p: [{}, 'a'] }),
    ],
  ])('is refused when it is %s', (_, cursor) => {
    expect(() => decodeCursor(cursor)).toThrow('begin without a cursor');
  });
});
