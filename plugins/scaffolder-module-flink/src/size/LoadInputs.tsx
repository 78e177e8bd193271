import { InputAdornment, MenuItem, TextField } from '@material-ui/core';
import type { JobLoad } from '@flink-portal/backstage-plugin-flink-common';
import type { LoadDraft } from './loadDraft';

const NUMBERS: readonly {
  readonly name: 'expectedMBps' | 'stateGB' | 'partitions';
  readonly label: string;
  readonly unit: string;
  readonly help: string;
}[] = [
  {
    name: 'expectedMBps',
    label: 'Records at the peak',
    unit: 'MB/s',
    help: 'What comes in in the busiest minute.',
  },
  {
    name: 'stateGB',
    label: 'State',
    unit: 'GB',
    help: 'Keys × what is kept for each. 0 when nothing is kept.',
  },
  {
    name: 'partitions',
    label: 'Shards or partitions of the source',
    unit: '',
    help: 'More subtasks than these would read nothing.',
  },
];

const CHOICES: readonly {
  readonly name: 'latency' | 'work';
  readonly label: string;
  readonly options: Readonly<Record<string, string>>;
}[] = [
  {
    name: 'latency',
    label: 'Results are due within',
    options: { minutes: 'Minutes', seconds: 'Seconds' },
  },
  {
    name: 'work',
    label: 'Work per record',
    options: {
      light: 'Light: parses and filters',
      usual: 'Usual: keeps state',
      heavy: 'Heavy: computes or calls much',
    },
  },
];

/** What the size follows from. */
export function LoadInputs(props: {
  idPrefix: string;
  draft: LoadDraft;
  problems: Readonly<Record<string, string>>;
  disabled?: boolean;
  onAnswer: (name: keyof JobLoad, value: string | number | undefined) => void;
}) {
  const { idPrefix, draft, problems, disabled, onAnswer } = props;
  return (
    <>
      {NUMBERS.map(({ name, label, unit, help }) => (
        <TextField
          key={name}
          id={`${idPrefix}_${name}`}
          type="number"
          fullWidth
          required
          margin="dense"
          label={label}
          disabled={disabled}
          value={draft[name] ?? ''}
          error={problems[name] !== undefined}
          helperText={problems[name] ?? help}
          inputProps={{ min: 0, step: name === 'partitions' ? 1 : 'any' }}
          InputProps={{
            endAdornment: unit && (
              <InputAdornment position="end">{unit}</InputAdornment>
            ),
          }}
          onChange={({ target: { value } }) =>
            onAnswer(name, value === '' ? undefined : Number(value))
          }
        />
      ))}
      {CHOICES.map(({ name, label, options }) => (
        <TextField
          key={name}
          id={`${idPrefix}_${name}`}
          select
          fullWidth
          margin="dense"
          label={label}
          disabled={disabled}
          value={draft[name] ?? ''}
          onChange={event => onAnswer(name, event.target.value)}
        >
          {Object.entries(options).map(([value, text]) => (
            <MenuItem key={value} value={value}>
              {text}
            </MenuItem>
          ))}
        </TextField>
      ))}
    </>
  );
}
