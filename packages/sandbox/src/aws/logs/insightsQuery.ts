import { AwsError } from '../wire/awsError';
import type { LogEvent } from './logEvent';

/** A row of results: field names and values. */
export type Row = readonly { readonly field: string; readonly value: string }[];

interface Query {
  fields: string[];
  readonly filters: ((event: LogEvent) => boolean)[];
  newestFirst: boolean;
  limit: number;
}

const DEFAULT_LIMIT = 1000;

/** A field of an event: built in, or of the JSON message. */
function valueOf(event: LogEvent, field: string): string | undefined {
  const name = field.replace(/^@/, '');
  if (field === '@timestamp') {
    return new Date(event.timestamp)
      .toISOString()
      .replace('T', ' ')
      .replace('Z', '');
  }
  if (field === '@message') {
    return event.message;
  }
  if (field === '@logStream') {
    return 'kinesis-analytics-log-stream';
  }
  const parsed: unknown = JSON.parse(event.message);
  if (typeof parsed !== 'object' || parsed === null) {
    return undefined;
  }
  const value: unknown = (parsed as Record<string, unknown>)[name];
  if (value === undefined) {
    return undefined;
  }
  return Array.isArray(value) ? value.join('\n') : String(value);
}

function filterFrom(clause: string): (event: LogEvent) => boolean {
  const like =
    /^([@\w.]+)\s+(not\s+)?(?:like|=~)\s+(?:\/(.+)\/(i?)|"(.*)"|'(.*)')$/is.exec(
      clause,
    );
  if (like) {
    const [, field, not, expression, flags, double, single] = like;
    const text = double ?? single;
    const regex =
      expression === undefined ? undefined : new RegExp(expression, flags);
    return event => {
      const value = valueOf(event, field) ?? '';
      const found = regex ? regex.test(value) : value.includes(text);
      return found !== Boolean(not);
    };
  }
  const equals = /^([@\w.]+)\s*(=|!=)\s*(?:"(.*)"|'(.*)')$/s.exec(clause);
  if (equals) {
    const [, field, operator, double, single] = equals;
    return event =>
      (valueOf(event, field) === (double ?? single)) === (operator === '=');
  }
  throw malformed(`filter ${clause}`);
}

function malformed(part: string): AwsError {
  return new AwsError(
    'MalformedQueryException',
    `The sandbox understands fields, filter … like /…/, filter … = "…", sort @timestamp asc|desc and limit; not "${part.trim()}"`,
  );
}

/**
 * Reads a Logs Insights query.
 *
 * @throws AwsError `MalformedQueryException` naming the part that is not understood.
 */
export function parseInsights(query: string): Query {
  const parsed: Query = {
    fields: ['@timestamp', '@message'],
    filters: [],
    newestFirst: true,
    limit: DEFAULT_LIMIT,
  };
  for (const part of splitStages(query)) {
    const command = /^(\w+)\s+([\s\S]+)$/.exec(part);
    const rest = command?.[2].trim() ?? '';
    switch (command?.[1].toLowerCase()) {
      case 'fields':
      case 'display':
        parsed.fields = rest.split(',').map(field => field.trim());
        break;
      case 'filter':
        for (const clause of rest.split(
          /\s+and\s+(?=[@\w.]+\s+(?:not\s+)?(?:like|=~|=|!=))/i,
        )) {
          parsed.filters.push(filterFrom(clause.trim()));
        }
        break;
      case 'sort': {
        const order = /^@timestamp(?:\s+(asc|desc))?$/i.exec(rest);
        if (!order) {
          throw malformed(part);
        }
        parsed.newestFirst = order[1]?.toLowerCase() !== 'asc';
        break;
      }
      case 'limit':
        parsed.limit = Number(rest);
        break;
      default:
        throw malformed(part);
    }
  }
  return parsed;
}

/** Stages are parted by `|` outside of /…/ and quotes. */
function splitStages(query: string): string[] {
  const stages =
    query.match(/(?:\/(?:[^/\\\n]|\\.)+\/|"[^"]*"|'[^']*'|[^|])+/g) ?? [];
  return stages.map(stage => stage.trim()).filter(Boolean);
}

/** Runs a parsed query over events, oldest first as they come. */
export function runInsights(query: Query, events: readonly LogEvent[]): Row[] {
  const found = events.filter(event =>
    query.filters.every(keep => keep(event)),
  );
  if (query.newestFirst) {
    found.reverse();
  }
  return found.slice(0, query.limit).map(event => [
    ...query.fields.flatMap(field => {
      const value = valueOf(event, field);
      return value === undefined ? [] : [{ field, value }];
    }),
    { field: '@ptr', value: event.eventId },
  ]);
}
