import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  describeError,
  flinkApiRef,
  type FleetQuery,
} from '@flink-portal/backstage-plugin-flink-react';
import { useState } from 'react';
import { fleetCsv } from './fleetCsv';
import { readWholeFleet } from './readWholeFleet';

/** Saves what the current filters match as CSV. */
export function ExportButton(props: { query: FleetQuery | undefined }) {
  const { query } = props;
  const api = useApi(flinkApiRef);
  const [isReading, setReading] = useState(false);
  const [outcome, setOutcome] = useState('');
  const save = async () => {
    if (!query || isReading) {
      return;
    }
    setReading(true);
    setOutcome('Reading all pages.');
    try {
      const { items, totalItems } = await readWholeFleet(api, query);
      download(fleetCsv(items), 'flink-applications.csv');
      setOutcome(`Exported ${items.length} of ${totalItems} applications.`);
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error));
      setOutcome(
        `Nothing was exported. ${describeError(cause, 'the fleet').title}.`,
      );
    }
    setReading(false);
  };
  return (
    <>
      <Button
        variant="outlined"
        size="small"
        onClick={save}
        disabled={!query}
        aria-disabled={isReading}
      >
        Export CSV
      </Button>
      <Typography variant="body2" component="span" role="status">
        {outcome}
      </Typography>
    </>
  );
}

function download(text: string, fileName: string) {
  const url = URL.createObjectURL(
    new Blob([text], { type: 'text/csv;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
