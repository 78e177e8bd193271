import { fingerprintOf, groupExceptions, type ExceptionRecord } from '.';

const NPE: ExceptionRecord = {
  kind: 'exception',
  at: '2026-11-22T14:00:00.000Z',
  exceptionClass: 'java.lang.NullPointerException',
  message: 'price of order 4711 is null',
  stack:
    'java.lang.NullPointerException: price of order 4711 is null\n\tat com.acme.Enrich.price(Enrich.java:87)',
  task: 'enrich (1/4)',
  taskManager: 'tm-1',
  source: 'CloudWatch Logs',
};

const variant = (over: Partial<ExceptionRecord>): ExceptionRecord => ({
  ...NPE,
  ...over,
});
const saying = (message: string) => variant({ message, stack: undefined });

describe('the fingerprint of an exception', () => {
  it.each([
    ['numbers', 'order 4711 is null', 'order 12 is null'],
    ['hashes of objects', 'Order@6d06d69c is bad', 'Order@1b2c3d is bad'],
    [
      'ids',
      'job 00000000000000000000000000000aa1 lost',
      'job ffffffffffffffffffffffffffff0bb2 lost',
    ],
    [
      'UUIDs',
      'id 550e8400-e29b-41d4-a716-446655440000',
      'id 123e4567-e89b-12d3-a456-426614174000',
    ],
    ['hexadecimal words', 'at 0x7fff of', 'at 0xabcd of'],
    ['times', 'since 2026-11-22T14:00:00Z', 'since 2026-01-01 03:04:05,678'],
    ['subtasks', 'task enrich (3/8)#12 failed', 'task enrich (1/8)#2 failed'],
  ])('does not see %s', (_what, one, other) => {
    expect(fingerprintOf(saying(one))).toBe(fingerprintOf(saying(other)));
  });

  it('does not see where in the file it was', () => {
    expect(fingerprintOf(NPE)).toBe(
      fingerprintOf(variant({ stack: NPE.stack?.replace(':87', ':91') })),
    );
  });

  it.each<[string, Partial<ExceptionRecord>]>([
    ['the class', { exceptionClass: 'java.lang.IllegalStateException' }],
    ['the words', { message: 'price of parcel 4711 is null' }],
    ['the method', { stack: NPE.stack?.replace('.price(', '.total(') }],
  ])('sees %s', (_what, over) => {
    expect(fingerprintOf(variant(over))).not.toBe(fingerprintOf(NPE));
  });

  it('is short and of hexadecimal digits', () => {
    expect(fingerprintOf(NPE)).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('exceptions in groups', () => {
  it('are counted with first and last, tasks and TaskManagers', () => {
    const later = variant({
      at: '2026-11-22T14:05:00.000Z',
      message: 'price of order 12 is null',
      task: 'join (2/4)',
      taskManager: 'tm-2',
    });

    expect(groupExceptions([later, NPE])).toEqual([
      {
        fingerprint: fingerprintOf(NPE),
        exceptionClass: 'java.lang.NullPointerException',
        message: 'price of order 12 is null',
        stack: NPE.stack,
        count: 2,
        firstAt: '2026-11-22T14:00:00.000Z',
        lastAt: '2026-11-22T14:05:00.000Z',
        tasks: ['enrich', 'join'],
        taskManagers: ['tm-1', 'tm-2'],
        sources: ['CloudWatch Logs'],
      },
    ]);
  });

  it('come with the newest first', () => {
    const other = variant({
      at: '2026-11-22T14:03:00.000Z',
      exceptionClass: 'com.acme.Bad',
    });
    expect(
      groupExceptions([NPE, other]).map(({ exceptionClass }) => exceptionClass),
    ).toEqual(['com.acme.Bad', 'java.lang.NullPointerException']);
  });

  it('count once what JobManager and TaskManager both wrote', () => {
    const byTaskManager = variant({ taskManager: undefined });
    const byJobManager = variant({
      at: '2026-11-22T14:00:00.900Z',
      task: undefined,
    });

    expect(groupExceptions([byTaskManager, byJobManager])).toMatchObject([
      { count: 1, tasks: ['enrich'], taskManagers: ['tm-1'] },
    ]);
  });

  it('count twice what two subtasks met, and what came again later', () => {
    const otherSubtask = variant({ task: 'enrich (2/4)' });
    const again = variant({ at: '2026-11-22T14:00:02.100Z' });

    expect(groupExceptions([NPE, otherSubtask, again])).toMatchObject([
      { count: 3, tasks: ['enrich'] },
    ]);
  });
});
