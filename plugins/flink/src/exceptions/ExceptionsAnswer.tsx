import Typography from '@material-ui/core/Typography';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  RelativeTime,
  type ExceptionsRange,
} from '@flink-portal/backstage-plugin-flink-react';
import { EmptySentence } from '../states';
import { ExceptionGroups } from './ExceptionGroups';
import { nothingFound } from './exceptionTexts';
import { FirstFault } from './FirstFault';
import { LookedIn } from './LookedIn';

/** The first fault, then everything that was thrown, then where it was looked for. */
export function ExceptionsAnswer(props: {
  answer: flinkApi.ExceptionsResponse;
  range: ExceptionsRange;
}) {
  const { answer, range } = props;
  const { firstFault, groups, lookedIn, completeFrom } = answer;
  const same = groups.find(
    ({ fingerprint }) => fingerprint === firstFault.fingerprint,
  );
  // Nothing was thrown and every place was read: one sentence says all of it.
  const isClear =
    groups.length === 0 &&
    lookedIn.some(({ status }) => status === 'read') &&
    !lookedIn.some(({ status, message }) => status === 'unreadable' || message);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <FirstFault fault={firstFault} sameCount={same?.count} />
      {groups.length === 0 ? (
        <EmptySentence>{nothingFound(lookedIn, range)}</EmptySentence>
      ) : (
        <div>
          <Typography variant="h6" component="h3">
            {total} {total === 1 ? 'exception' : 'exceptions'} of{' '}
            {groups.length} {groups.length === 1 ? 'kind' : 'kinds'}
          </Typography>
          <ExceptionGroups
            groups={groups}
            firstFingerprint={firstFault.fingerprint}
          />
        </div>
      )}
      {completeFrom && (
        <div>
          Older than <RelativeTime at={completeFrom} show="short" /> was not
          read although it was asked for. Counts and first times are those of
          what was read.
        </div>
      )}
      {!isClear && <LookedIn looks={lookedIn} />}
      <EmptySentence>
        Secrets and personal data are replaced before exceptions leave the
        backend.
      </EmptySentence>
    </>
  );
}
