import { ResponseError } from '@backstage/errors';

/** What went wrong between the browser and the Flink backend. @public */
export interface DescribedError {
  readonly kind: 'denied' | 'notFound' | 'unreachable' | 'failed';
  /** What is true. */
  readonly title: string;
  /** What it means and what to do. */
  readonly text: string;
}

/**
 * Says in plain words what an error of the Flink API means for the reader.
 *
 * @param subject - what was being read, for example "the Flink applications of this component".
 * @param about - whether the verdict depends on it, or only a detail such as a timeline.
 * @public
 */
export function describeError(
  error: Error,
  subject: string,
  about: 'verdict' | 'detail' = 'verdict',
): DescribedError {
  const meaning =
    about === 'verdict' ? 'The verdict is Unknown' : 'Nothing is known of it';
  if (!(error instanceof ResponseError)) {
    return {
      kind: 'unreachable',
      title: `Cannot read ${subject}: the portal's Flink backend does not answer`,
      text: `${meaning} until it answers; the applications themselves are not affected. Check your connection; if others see this too, tell your platform team (${error.message}).`,
    };
  }
  const answer = error.body.error?.message || error.message;
  switch (error.statusCode) {
    case 401:
      return {
        kind: 'denied',
        title: `Cannot read ${subject}: you are not signed in`,
        text: 'Your session has ended. Sign in again, then return to this page.',
      };
    case 403:
      return {
        kind: 'denied',
        title: `You may not read ${subject}`,
        text: `The permission flink.application.read is missing for you here. Nothing is known about health from this page. Ask the owner or your platform team for it: "I need flink.application.read for ${subject}." The backend answered: ${answer}`,
      };
    case 404:
      if (about === 'detail') {
        return {
          kind: 'notFound',
          title: `The portal's Flink backend does not know ${subject}`,
          text: `The application may have been deleted or renamed, or the backend is older than this page. The backend answered: ${answer}`,
        };
      }
      return {
        kind: 'notFound',
        title: `The portal does not know ${subject}`,
        text: `It may have been deleted or renamed, or its source is not scanned. The backend answered: ${answer}`,
      };
    case 502:
    case 503:
    case 504:
      return {
        kind: 'unreachable',
        title: `Cannot read ${subject}: the portal's Flink backend is not ready`,
        text: `${meaning} until it answers; the applications themselves are not affected. The backend answered: ${answer}`,
      };
    default:
      return {
        kind: 'failed',
        title: `Cannot read ${subject}: the Flink backend answered with an error (${error.statusCode})`,
        text: `${meaning} until this is solved. Tell your platform team: ${answer}`,
      };
  }
}
