import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { UnreadableNote } from '@flink-portal/backstage-plugin-flink-react';
import type { ReactNode } from 'react';
import { EmptySentence } from '../states';

/**
 * Decides between rows, "there are none" and "could not be read": an unreadable list must never look
 * like an empty one.
 */
export function PartGate(props: {
  application: flinkApi.ApplicationDetail;
  part: flinkApi.PartStatusPartEnum;
  count: number;
  /** The sentence when there are none, with its next step. */
  empty: ReactNode;
  children: ReactNode;
}) {
  const { application, part, count, empty, children } = props;
  const status = application.parts.find(({ part: name }) => name === part);
  const isUnreadable = status?.status === 'unreadable';
  let body = children;
  if (count === 0) {
    if (status?.status === 'notApplicable') {
      body = <EmptySentence>This runtime has none.</EmptySentence>;
    } else if (!status) {
      body = <EmptySentence>Not read so far.</EmptySentence>;
    } else {
      body = isUnreadable ? null : <EmptySentence>{empty}</EmptySentence>;
    }
  }
  return (
    <>
      {isUnreadable && <UnreadableNote parts={[status]} />}
      {body}
    </>
  );
}
