import { useEffect, useState } from 'react';

/** Ages on screen move in steps of this length; a page has one timer, not one per time. */
const STEP_MS = 10_000;

const listeners = new Set<(now: Date) => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: (now: Date) => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    const now = new Date();
    listeners.forEach(notify => notify(now));
  }, STEP_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The current time, renewed every ten seconds. @public */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => subscribe(setNow), []);
  return now;
}
