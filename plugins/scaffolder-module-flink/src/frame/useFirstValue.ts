import { useEffect } from 'react';

/**
 * Gives a field its first value. Each in a turn of its own: a form that is told several values at once keeps the
 * last one, since it makes each from the answers it was rendered with.
 *
 * @param isUnset - whether the value is still to be given
 */
export function useFirstValue(isUnset: boolean, give: () => void): void {
  // After every rendering until the value is there.
  useEffect(() => {
    if (!isUnset) {
      return undefined;
    }
    const turn = setTimeout(give, 0);
    return () => clearTimeout(turn);
  });
}
