import {
  StaleNote,
  type FlinkData,
} from '@flink-portal/backstage-plugin-flink-react';
import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState';
import { LoadingState } from './LoadingState';

/** What of an answer decides which state is shown. */
type Read<T> = Pick<FlinkData<T>, 'data' | 'error' | 'readAtMs' | 'refresh'>;

/**
 * The states that everything read from the backend has: not yet there, not readable, there, and there
 * but older than it should be. What was read before stays when it cannot be read again.
 */
export function DataFrame<T>(props: {
  read: Read<T>;
  /** What is read, as in "Cannot read …": "the timeline of orders". */
  subject: string;
  /** Lines of the skeleton. */
  rows?: number;
  /** Where health would stand, Unknown stands. */
  showsVerdict?: boolean;
  /** In place of "Still reading …", where more can be said. */
  slowWords?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { read, subject, rows, showsVerdict, slowWords, children } = props;
  const { data, error, readAtMs, refresh } = read;
  if (data === undefined) {
    return error ? (
      <ErrorState
        error={error}
        subject={subject}
        onRetry={refresh}
        showsVerdict={showsVerdict}
      />
    ) : (
      <LoadingState subject={subject} rows={rows} words={slowWords} />
    );
  }
  return (
    <>
      {error && readAtMs !== undefined && (
        <StaleNote
          error={error}
          readAtMs={readAtMs}
          subject={subject}
          onRetry={refresh}
        />
      )}
      {children(data)}
    </>
  );
}
