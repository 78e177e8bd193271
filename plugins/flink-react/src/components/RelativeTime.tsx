import { useNow } from '../hooks';
import {
  absoluteMoment,
  clockTime,
  relativeMoment,
  shortMoment,
} from '../text';
import { VisuallyHidden } from './VisuallyHidden';

/**
 * A moment: relative text, with the absolute moment and its zone on hover and for screen readers.
 *
 * @public
 */
export function RelativeTime(props: {
  /** ISO 8601 or epoch milliseconds. */
  at: string | number;
  /** `relative`: "38 min ago"; `short`: "14:02"; `clock`: "14:02:11". */
  show?: 'relative' | 'short' | 'clock';
}) {
  const { at, show = 'relative' } = props;
  const now = useNow();
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) {
    return <span>{String(at)}</span>;
  }
  const absolute = absoluteMoment(moment);
  const texts = {
    relative: () => relativeMoment(moment, now),
    short: () => shortMoment(moment, now),
    clock: () => clockTime(moment),
  };
  return (
    <time dateTime={moment.toISOString()} title={absolute}>
      {texts[show]()}
      <VisuallyHidden>{` (${absolute})`}</VisuallyHidden>
    </time>
  );
}
