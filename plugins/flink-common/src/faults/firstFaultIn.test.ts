import { firstFaultIn, type FaultLook, type FaultRecord } from '.';

const FAILURE: FaultRecord = {
  kind: 'exception',
  at: '2026-11-22T14:00:00.000Z',
  exceptionClass: 'com.acme.Bad',
  message: '',
  source: 'Kubernetes events',
};
const EVENTS: FaultLook = { source: 'Kubernetes events', status: 'read' };
const REST: FaultLook = {
  source: 'Flink REST',
  status: 'unreadable',
  message: 'The JobManager is gone.',
};

describe('the first fault in what was read', () => {
  it('stays found although another place did not answer', () => {
    expect(
      firstFaultIn({ records: [FAILURE], lookedIn: [REST, EVENTS] }),
    ).toMatchObject({ status: 'found', exceptionClass: 'com.acme.Bad' });
  });

  it('is not "none" while a place could not be read', () => {
    expect(firstFaultIn({ records: [], lookedIn: [REST, EVENTS] })).toEqual({
      status: 'unknown',
      reason:
        'Nothing made the job leave RUNNING. But not every place could be read. The JobManager is gone.',
    });
  });

  it('is "none" when the other place does not apply', () => {
    expect(
      firstFaultIn({
        records: [],
        lookedIn: [{ ...REST, status: 'notApplicable' }, EVENTS],
      }),
    ).toMatchObject({ status: 'none' });
  });

  it('is unknown when no place could be read, with the reason', () => {
    expect(firstFaultIn({ records: [], lookedIn: [REST] })).toEqual({
      status: 'unknown',
      reason: 'The JobManager is gone.',
    });
    expect(firstFaultIn({ records: [], lookedIn: [] })).toMatchObject({
      status: 'unknown',
    });
  });
});
