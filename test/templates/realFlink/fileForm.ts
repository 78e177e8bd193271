import type { RealFlinkLine } from '../../real-flink';
import type { Language } from '../builds/coveringSet';
import { exampleForm } from '../planExample';

/** The target for which a job of a line is made here; CI builds Python for the same, and makes one environment of each. */
const TARGETS: Readonly<Record<RealFlinkLine, string>> = {
  '1.20': 'managed',
  '2.2': 'eks',
};

/** The form of a job that reads and writes files of JSON. */
export function fileForm(
  language: Language,
  line: RealFlinkLine,
): Record<string, unknown> {
  const example = exampleForm(`${TARGETS[line]}-${language}`);
  return {
    ...example,
    name: `${language}-on-files`,
    environments: ['staging'],
    flinkVersion: line,
    source: { kind: 's3', uri: 's3://example-raw/events', format: 'json' },
    sink: { kind: 's3', uri: 's3://example-lake/totals', format: 'json' },
    // A job of SQL closes its files as often as it makes checkpoints.
    load: { ...Object(example.load), latency: 'seconds' },
  };
}
