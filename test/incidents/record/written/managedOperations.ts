import {
  STARTED,
  type ListedOperation,
  type ManagedScene,
} from './managedScene';
import { at } from './values';

/** An operation as the service lists it. */
export function operation(
  Operation: string,
  OperationId: string,
  start: number,
  end: number | undefined,
  OperationStatus: ListedOperation['OperationStatus'],
  more: Partial<ListedOperation> = {},
): ListedOperation {
  return {
    Operation,
    OperationId,
    StartTime: new Date(at(start)),
    ...(end === undefined ? {} : { EndTime: new Date(at(end)) }),
    OperationStatus,
    ...more,
  };
}

/** While the service does it. */
export const changing = (
  status: string,
  name: string,
  id: string,
  start: number,
): ManagedScene => ({
  status,
  operations: [operation(name, id, start, undefined, 'IN_PROGRESS'), STARTED],
});

/** What describing a failed one adds. */
export const failedWith = (ErrorString: string): Partial<ListedOperation> => ({
  OperationFailureDetails: { ErrorInfo: { ErrorString } },
});
