import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import {
  METRIC_RANGES,
  type MetricRange,
} from '@flink-portal/backstage-plugin-flink-react';

const WORDS: Readonly<Record<MetricRange, string>> = {
  '1h': 'last hour',
  '6h': 'last 6 hours',
  '24h': 'last 24 hours',
  '7d': 'last 7 days',
  '30d': 'last 30 days',
};

/** One control for the range of all charts. */
export function RangeButtons(props: {
  range: MetricRange;
  onChange: (range: MetricRange) => void;
}) {
  return (
    <ButtonGroup size="small" aria-label="Range of all charts">
      {METRIC_RANGES.map(range => (
        <Button
          key={range}
          variant={range === props.range ? 'contained' : 'outlined'}
          color={range === props.range ? 'primary' : 'default'}
          aria-pressed={range === props.range}
          // The visible text is part of the name, so that one can say it to the machine (WCAG 2.5.3).
          aria-label={`${range}, ${WORDS[range]}`}
          onClick={() => props.onChange(range)}
        >
          {range}
        </Button>
      ))}
    </ButtonGroup>
  );
}
