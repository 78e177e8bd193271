import { AwsError } from '../wire/awsError';
import { NAMESPACE, type PublishedMetric } from './publishedMetric';

/** A parsed `SEARCH('{…} …', 'Stat', period)`. */
export interface Search {
  readonly dimensions: readonly string[];
  readonly namespace: string;
  readonly terms: readonly {
    readonly property?: string;
    readonly value: string;
    readonly exact: boolean;
  }[];
  readonly statistic: string;
  readonly periodSeconds: number;
}

const EXPRESSION =
  /^SEARCH\(\s*'\s*\{(?<schema>[^}]+)\}(?<terms>[^']*)'\s*,\s*'(?<statistic>[^']+)'\s*(?:,\s*(?<period>\d+)\s*)?\)$/;
const TERM =
  /(?:(?<property>[\w/]+)\s*=\s*)?(?:"(?<quoted>[^"]*)"|(?<word>[^\s"=()]+))/g;
const MAX_LENGTH = 1024;

/**
 * Reads a SEARCH expression of the forms AWS documents: a schema and terms joined by spaces or AND.
 *
 * @throws AwsError `ValidationError` for anything else, metric math included.
 */
export function parseSearch(expression: string, defaultPeriod = 60): Search {
  const parsed = EXPRESSION.exec(expression.trim())?.groups;
  if (!parsed || expression.length > MAX_LENGTH) {
    throw new AwsError(
      'ValidationError',
      `Error in expression "${expression}": the sandbox evaluates SEARCH('{Namespace,Dimension} term="value"', 'Statistic', period) only; compute RATE, FILL and other math from the returned values`,
    );
  }
  const [namespace, ...dimensions] = parsed.schema
    .split(',')
    .map(part => part.trim().replaceAll('"', ''));
  const terms = [...parsed.terms.matchAll(TERM)]
    .map(match => ({
      property: match.groups?.property,
      value: match.groups?.quoted ?? match.groups?.word ?? '',
      exact: match.groups?.quoted !== undefined,
    }))
    .filter(term => term.property !== undefined || term.value !== 'AND');
  return {
    namespace,
    dimensions,
    terms,
    statistic: parsed.statistic,
    periodSeconds: parsed.period ? Number(parsed.period) : defaultPeriod,
  };
}

/** True when the metric has exactly the schema's dimensions and fits every term. */
export function matchesSearch(
  search: Search,
  metric: PublishedMetric,
): boolean {
  const names = Object.keys(metric.dimensions);
  if (
    search.namespace !== NAMESPACE ||
    names.length !== search.dimensions.length ||
    !search.dimensions.every(name => names.includes(name))
  ) {
    return false;
  }
  return search.terms.every(({ property, value, exact }) => {
    const candidates =
      property === undefined
        ? [metric.name, ...Object.values(metric.dimensions)]
        : [
            property === 'MetricName'
              ? metric.name
              : metric.dimensions[property] ?? '',
          ];
    return candidates.some(candidate =>
      exact
        ? candidate === value
        : tokensOf(value).every(token => tokensOf(candidate).includes(token)),
    );
  });
}

/** CloudWatch matches words: camel case and punctuation part them. */
function tokensOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}
