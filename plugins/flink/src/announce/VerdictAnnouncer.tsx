import { VisuallyHidden } from '@flink-portal/backstage-plugin-flink-react';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useEffect, useRef, useState } from 'react';

/** Screen readers hear of changed verdicts at most this often. */
const QUIET_MS = 30_000;

type Judged = Pick<flinkApi.ApplicationSummary, 'id' | 'name' | 'verdict'>;

/** Tells screen readers when a verdict on this screen changes, and nothing else. */
export function VerdictAnnouncer(props: { applications: readonly Judged[] }) {
  const { applications } = props;
  const [text, setText] = useState('');
  const known = useRef(new Map<string, string>());
  const waiting = useRef(new Map<string, string>());
  const lastMs = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  useEffect(() => {
    for (const { id, name, verdict } of applications) {
      const before = known.current.get(id);
      known.current.set(id, verdict);
      if (before !== undefined && before !== verdict) {
        waiting.current.set(id, `${name} is now ${verdict}, was ${before}.`);
      }
    }
    if (waiting.current.size === 0 || timer.current !== undefined) {
      return;
    }
    timer.current = setTimeout(() => {
      timer.current = undefined;
      lastMs.current = Date.now();
      setText([...waiting.current.values()].join(' '));
      waiting.current.clear();
    }, Math.max(0, lastMs.current + QUIET_MS - Date.now()));
  }, [applications]);

  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <VisuallyHidden>
      <span role="status" aria-live="polite" data-testid="flink-verdict-live">
        {text}
      </span>
    </VisuallyHidden>
  );
}
