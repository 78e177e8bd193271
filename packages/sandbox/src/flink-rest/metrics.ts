/** Subtask or component values by metric name. */
export type MetricValues = Map<string, (number | string)[]>;

const AGGREGATIONS = ['min', 'max', 'sum', 'avg'] as const;

/** Java writes NaN as a string in JSON. */
function asJson(value: number): number | string {
  return Number.isNaN(value) ? 'NaN' : value;
}

function numbersOf(values: (number | string)[]): number[] {
  return values.filter((value): value is number => typeof value === 'number');
}

/** `[{id, value}]`: plain metrics are strings; without `get` only names. */
export function plainMetrics(
  metrics: MetricValues,
  query: URLSearchParams,
): object[] {
  const wanted = query.get('get')?.split(',');
  if (!wanted) return [...metrics.keys()].map(id => ({ id }));
  return wanted.flatMap(id => {
    const values = metrics.get(id);
    return values ? [{ id, value: String(values[0]) }] : [];
  });
}

/** `[{id, min, max, avg, sum}]`: aggregated metrics are numbers; without `get` only names. */
export function aggregatedMetrics(
  metrics: MetricValues,
  query: URLSearchParams,
): object[] {
  const wanted = query.get('get')?.split(',');
  if (!wanted) return [...metrics.keys()].map(id => ({ id }));
  const asked = query.get('agg')?.split(',') ?? AGGREGATIONS;
  return wanted.flatMap(id => {
    const values = numbersOf(metrics.get(id) ?? []);
    if (values.length === 0) return [];
    const sum = values.reduce((total, value) => total + value, 0);
    const all: Record<string, number> = {
      min: Math.min(...values),
      max: Math.max(...values),
      sum,
      avg: sum / values.length,
    };
    return [
      {
        id,
        ...Object.fromEntries(
          AGGREGATIONS.filter(name => asked.includes(name)).map(name => [
            name,
            asJson(all[name]),
          ]),
        ),
      },
    ];
  });
}
