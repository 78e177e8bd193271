import type { MetricDefinition } from './MetricDefinition';
import { managed, query, rest } from './feeds';

const SUM = { partAggregation: 'sum', applicationAggregation: 'sum' } as const;
const LOWEST = {
  partAggregation: 'min',
  applicationAggregation: 'min',
  special: { minusOne: 'drop', dropsLongMin: true },
} as const;

/**
 * Records, lag and time. Sources: AWS, "Metrics and dimensions in Managed Service for Apache Flink";
 * Flink documentation, "Metrics"; connector documentation for the names of lag.
 */
export const flowMetrics = {
  numRecordsInPerSecond: {
    name: 'numRecordsInPerSecond',
    title: 'Records in',
    unit: 'recordsPerSecond',
    statistic: 'sum',
    counter: false,
    healthSet: true,
    panel: 'input',
    feeds: [
      managed([query('numRecordsInPerSecond', 'Sum')], {
        parts: query('numRecordsInPerSecond', 'Sum', 'task'),
      }),
      // A source's task reads nothing from other tasks, so its own rate stands on the operator.
      rest('sourceVertex', ['/^Source__.*\\.numRecordsInPerSecond$/'], SUM),
    ],
  },
  numRecordsOutPerSecond: {
    name: 'numRecordsOutPerSecond',
    title: 'Records out',
    unit: 'recordsPerSecond',
    statistic: 'sum',
    counter: false,
    healthSet: true,
    panel: 'output',
    feeds: [
      managed([query('numRecordsOutPerSecond', 'Sum')], {
        parts: query('numRecordsOutPerSecond', 'Sum', 'task'),
      }),
      rest(
        'sinkVertex',
        [
          '/\\.numRecordsSendPerSecond$/',
          '/^Sink.*\\.numRecordsOutPerSecond$/',
          'numRecordsOutPerSecond',
        ],
        SUM,
      ),
    ],
  },
  pendingRecords: {
    name: 'pendingRecords',
    title: 'Lag',
    unit: 'records',
    // The managed service knows only the most behind partition; REST knows all that wait.
    statistic: 'max',
    counter: false,
    healthSet: true,
    panel: 'input',
    feeds: [
      managed([query('records_lag_max', 'Maximum')]),
      rest(
        'sourceVertex',
        [
          '/\\.pendingRecords$/',
          '/\\.KafkaSourceReader\\.KafkaConsumer\\.records-lag-max$/',
        ],
        SUM,
      ),
    ],
  },
  millisBehindLatest: {
    name: 'millisBehindLatest',
    title: 'Time behind the stream',
    unit: 'ms',
    statistic: 'max',
    counter: false,
    healthSet: true,
    panel: 'input',
    feeds: [
      managed(
        [
          query('millisBehindLatest', 'Maximum', 'source'),
          query('millisBehindLatest', 'Maximum'),
        ],
        { parts: query('millisBehindLatest', 'Maximum', 'source') },
      ),
      rest('sourceVertex', ['/\\.millisBehindLatest$/']),
    ],
  },
  currentInputWatermark: {
    name: 'currentInputWatermark',
    title: 'Input watermark',
    unit: 'epochMs',
    statistic: 'min',
    counter: false,
    healthSet: false,
    panel: 'watermark',
    feeds: [
      managed([query('currentInputWatermark', 'Minimum')], {
        special: LOWEST.special,
      }),
      rest('vertex', ['currentInputWatermark'], LOWEST),
    ],
  },
  currentOutputWatermark: {
    name: 'currentOutputWatermark',
    title: 'Output watermark',
    unit: 'epochMs',
    statistic: 'min',
    counter: false,
    healthSet: false,
    panel: 'watermark',
    feeds: [
      managed([query('currentOutputWatermark', 'Minimum')], {
        special: LOWEST.special,
      }),
      rest('vertex', ['/\\.currentOutputWatermark$/'], LOWEST),
    ],
  },
  numLateRecordsDropped: {
    name: 'numLateRecordsDropped',
    title: 'Late records dropped',
    unit: 'records',
    statistic: 'sum',
    counter: true,
    healthSet: false,
    panel: 'watermark',
    feeds: [
      managed([query('numLateRecordsDropped', 'Sum')]),
      rest('vertex', ['/\\.numLateRecordsDropped$/'], SUM),
    ],
  },
} satisfies Record<string, MetricDefinition>;
