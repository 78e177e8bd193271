import {
  isEnded,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { VisuallyHidden } from '@flink-portal/backstage-plugin-flink-react';
import { useEffect, useRef, useState } from 'react';
import { statusText } from '../actionWords';

/** Tells screen readers how an action ended, once, if it ended while they were here. */
export function OutcomeAnnouncer(props: { action: flinkApi.Action }) {
  const { id, title, status, message } = props.action;
  const [text, setText] = useState('');
  const running = useRef<string>();
  useEffect(() => {
    if (!isEnded(status)) {
      running.current = id;
    } else if (running.current === id) {
      running.current = undefined;
      setText(`${title}: ${statusText(status)}. ${message}`);
    }
  }, [id, title, status, message]);
  return (
    <VisuallyHidden>
      <span role="status" aria-live="polite" data-testid="flink-outcome-live">
        {text}
      </span>
    </VisuallyHidden>
  );
}
