import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import type { ExceptionsRange } from '@flink-portal/backstage-plugin-flink-react';
import { rangeText } from './exceptionTexts';
import { EXCEPTIONS_RANGES } from './useExceptionsRange';

/** How far back exceptions are looked for. */
export function RangeChoice(props: {
  range: ExceptionsRange;
  onChange: (range: ExceptionsRange) => void;
}) {
  return (
    <ButtonGroup size="small" aria-label="How far back to look">
      {EXCEPTIONS_RANGES.map(range => (
        <Button
          key={range}
          variant={range === props.range ? 'contained' : 'outlined'}
          color={range === props.range ? 'primary' : 'default'}
          aria-pressed={range === props.range}
          aria-label={`${range}, last ${rangeText(range)}`}
          onClick={() => props.onChange(range)}
        >
          {range}
        </Button>
      ))}
    </ButtonGroup>
  );
}
