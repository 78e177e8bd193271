import Button from '@material-ui/core/Button';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useApplicationAvailability } from '@flink-portal/backstage-plugin-flink-react';
import { useState } from 'react';
import { DataFrame, EmptySentence } from '../states';
import { availabilitySentence } from './availabilitySentence';
import { AvailabilityTable } from './AvailabilityTable';
import { SpanTable } from './SpanTable';
import { stripStart } from './stripPieces';
import { VerdictHistory } from './VerdictHistory';

/** How long an application was in each verdict, as a strip, a table and a sentence. */
export function AvailabilitySection(props: { id: string; name: string }) {
  const read = useApplicationAvailability(props.id);
  return (
    <DataFrame
      read={read}
      subject={`the availability of ${props.name}`}
      rows={3}
    >
      {availability => <Availability availability={availability} />}
    </DataFrame>
  );
}

function Availability(props: { availability: flinkApi.Availability }) {
  const { windows, spans } = props.availability;
  const [isTable, setTable] = useState(false);
  const longest = windows[windows.length - 1];
  if (!longest || spans.length === 0) {
    return (
      <EmptySentence>
        No verdict is stored so far. The first one stands here a minute after
        the portal has read the application.
      </EmptySentence>
    );
  }
  const toMs = Date.parse(longest.to);
  return (
    <>
      <div>
        {availabilitySentence(longest)}{' '}
        <Button
          size="small"
          aria-pressed={isTable}
          aria-label="View as table: verdicts over time"
          onClick={() => setTable(!isTable)}
        >
          View as table
        </Button>
      </div>
      {isTable ? (
        <SpanTable spans={spans} />
      ) : (
        <VerdictHistory
          spans={spans}
          fromMs={stripStart(
            Date.parse(spans[0].from),
            Date.parse(longest.from),
            toMs,
          )}
          toMs={toMs}
        />
      )}
      <AvailabilityTable windows={windows} />
      <EmptySentence>
        Available is the share of Healthy and Degraded in the time it was
        Healthy, Degraded, Unhealthy or Changing.
      </EmptySentence>
    </>
  );
}
