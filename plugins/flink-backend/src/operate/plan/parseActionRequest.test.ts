import { parseActionRequest } from './parseActionRequest';

describe('parseActionRequest', () => {
  it.each([
    { kind: 'snapshot' },
    { kind: 'rescale', parallelism: 8, parallelismPerKpu: 2 },
    { kind: 'upgrade', flinkVersion: '2.2' },
    { kind: 'upgrade', artifact: 'jars/orders-42.jar' },
    { kind: 'start', from: { type: 'latest' } },
    {
      kind: 'start',
      from: { type: 'snapshot', snapshotName: 'pre stop' },
      allowNonRestoredState: true,
    },
    { kind: 'restore', snapshotName: 'pre-stop' },
    { kind: 'deleteSnapshot', snapshotName: 'pre-stop' },
  ])('takes %j as it is', request => {
    expect(parseActionRequest(request)).toEqual(request);
  });

  it.each([
    [undefined, 'names no action'],
    [{ kind: 'explode' }, 'names no action'],
    [{ kind: 'stop', parallelism: 4 }, 'parallelism'],
    [{ kind: 'rescale' }, 'parallelism'],
    [{ kind: 'rescale', parallelism: 2.5 }, 'parallelism'],
    [{ kind: 'upgrade' }, 'neither a Flink version nor an artifact'],
    [{ kind: 'upgrade', artifact: 's3://other/a.jar' }, 'artifact'],
    [{ kind: 'upgrade', artifact: '../other/a.jar' }, 'artifact'],
    [{ kind: 'start' }, 'from'],
    [{ kind: 'start', from: { type: 'snapshot' } }, 'from.snapshotName'],
    [{ kind: 'start', from: { type: 'none', snapshotName: 'a' } }, 'from'],
    [{ kind: 'restore', snapshotName: 'a\nb' }, 'snapshotName'],
  ])('names what is wrong in %j', (request, message) => {
    expect(() => parseActionRequest(request)).toThrow(message);
  });
});
