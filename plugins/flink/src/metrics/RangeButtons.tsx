import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import {
  METRIC_RANGES,
  shortMoment,
  useNow,
  type MetricRange,
} from '@flink-portal/backstage-plugin-flink-react';
import {
  momentOf,
  SINCE_CHOICES,
  type Lived,
  type MetricChoice,
  type SinceChoice,
} from './metricChoice';

const RANGE_WORDS: Readonly<Record<MetricRange, string>> = {
  '1h': 'last hour',
  '6h': 'last 6 hours',
  '24h': 'last 24 hours',
  '7d': 'last 7 days',
  '30d': 'last 30 days',
};

const SINCE_WORDS: Readonly<Record<SinceChoice, string>> = {
  'since-deploy': 'since deploy',
  'since-verdict': 'since verdict change',
};

/** One control for what all charts show. */
export function RangeButtons(props: {
  choice: MetricChoice;
  application: Lived;
  onChange: (choice: MetricChoice) => void;
}) {
  const { choice, application, onChange } = props;
  const now = useNow();
  const look = (one: MetricChoice) =>
    ({
      variant: one === choice ? 'contained' : 'outlined',
      color: one === choice ? 'primary' : 'default',
      'aria-pressed': one === choice,
      onClick: () => onChange(one),
    } as const);
  return (
    <>
      <ButtonGroup size="small" aria-label="Range of all charts">
        {METRIC_RANGES.map(range => (
          <Button
            key={range}
            {...look(range)}
            // The visible text is part of the name, so that one can say it to the machine (WCAG 2.5.3).
            aria-label={`${range}, ${RANGE_WORDS[range]}`}
          >
            {range}
          </Button>
        ))}
      </ButtonGroup>
      <ButtonGroup size="small" aria-label="Moment from which on to show">
        {SINCE_CHOICES.map(since => {
          const atMs = momentOf(since, application);
          return (
            <Button
              key={since}
              {...look(since)}
              disabled={atMs === undefined}
              aria-label={`${SINCE_WORDS[since]}, ${
                atMs === undefined
                  ? 'none is known'
                  : shortMoment(new Date(atMs), now)
              }`}
            >
              {SINCE_WORDS[since]}
            </Button>
          );
        })}
      </ButtonGroup>
    </>
  );
}
