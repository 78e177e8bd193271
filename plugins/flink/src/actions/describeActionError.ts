import { ResponseError } from '@backstage/errors';
import { describeError } from '@flink-portal/backstage-plugin-flink-react';

/** What went wrong with an action, and what can be done about it. */
export interface ActionProblem {
  readonly title: string;
  readonly text: string;
  /** What helps: plan again, send the same again, change what was typed, or nothing from here. */
  readonly next: 'review' | 'sendAgain' | 'correct' | 'none';
}

/** Says why a plan could not be made. */
export function describePlanError(
  error: Error,
  subject: string,
): ActionProblem {
  if (!(error instanceof ResponseError)) {
    const { title, text } = describeError(
      error,
      `the plan for ${subject}`,
      'detail',
    );
    return { title, text, next: 'review' };
  }
  return {
    title: titleOf(error.statusCode, `plan this for ${subject}`),
    text: answerOf(error),
    next:
      error.statusCode === 403 || error.statusCode === 401 ? 'none' : 'review',
  };
}

/** Says why a confirmed plan or a decision did not go through, and whether anything may have been sent. */
export function describeSendError(
  error: Error,
  subject: string,
): ActionProblem {
  if (!(error instanceof ResponseError)) {
    return {
      title: "The portal's Flink backend did not answer",
      text: `It is not known whether it took this for ${subject}. Send it again: the same confirmation never starts a second action (${error.message}).`,
      next: 'sendAgain',
    };
  }
  const { statusCode } = error;
  const text = answerOf(error);
  switch (statusCode) {
    case 400:
      return { title: 'This was not accepted', text, next: 'correct' };
    case 404:
    case 409:
      return { title: 'Nothing was sent', text, next: 'review' };
    case 401:
    case 403:
      return {
        title: titleOf(statusCode, `do this to ${subject}`),
        text,
        next: 'none',
      };
    default:
      return {
        title: `The Flink backend answered with an error (${statusCode})`,
        text: `${text} Send it again: the same confirmation never starts a second action.`,
        next: 'sendAgain',
      };
  }
}

function titleOf(statusCode: number, what: string): string {
  switch (statusCode) {
    case 401:
      return 'You are not signed in';
    case 403:
      return `You may not ${what}`;
    default:
      return `Cannot ${what} now`;
  }
}

function answerOf(error: ResponseError): string {
  const answer = error.body.error?.message || error.message;
  return /[.?]$/.test(answer) ? answer : `${answer}.`;
}
