import { parseActionRequest } from './parseActionRequest';

describe('parseActionRequest', () => {
  it('takes every kind with its parameters', () => {
    const requests = [
      { kind: 'snapshot' },
      { kind: 'restart' },
      { kind: 'rescale', parallelism: 8, parallelismPerKpu: 2 },
      {
        kind: 'upgrade',
        flinkVersion: '2.2',
        artifact: 'orders/1.4.0/job.jar',
      },
      { kind: 'start', from: { type: 'latest' } },
      { kind: 'start', from: { type: 'snapshot', snapshotName: 'a' } },
      { kind: 'start', from: { type: 'none' }, allowNonRestoredState: true },
      { kind: 'stop' },
      { kind: 'restore', snapshotName: 'a' },
      { kind: 'rollback' },
      { kind: 'forceStop' },
      { kind: 'deleteSnapshot', snapshotName: 'a' },
    ];
    expect(requests.map(parseActionRequest)).toEqual(requests);
  });

  it.each([
    ['no kind', {}, /kind/],
    ['a kind that there is not', { kind: 'drop' }, /kind/],
    [
      'what a kind does not take',
      { kind: 'stop', parallelism: 8 },
      /parallelism/,
    ],
    ['no parallelism', { kind: 'rescale' }, /parallelism/],
    ['half a task', { kind: 'rescale', parallelism: 1.5 }, /parallelism/],
    [
      'an upgrade to nothing',
      { kind: 'upgrade' },
      /flinkVersion or an artifact/,
    ],
    [
      'another bucket',
      { kind: 'upgrade', artifact: 's3://other/job.jar' },
      /artifact/,
    ],
    [
      'a path that climbs',
      { kind: 'upgrade', artifact: '../other/job.jar' },
      /climb/,
    ],
    [
      'another repository',
      { kind: 'upgrade', artifact: 'evil.example:5000/x@sha256' },
      /artifact/,
    ],
    [
      'a snapshot without a name',
      { kind: 'start', from: { type: 'snapshot' } },
      /snapshotName/,
    ],
    ['a list', [], /object/],
  ])('refuses %s and says why', (_what, value, message) => {
    expect(() => parseActionRequest(value)).toThrow(message);
  });
});
