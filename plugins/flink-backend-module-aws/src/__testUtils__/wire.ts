import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const TIME_KEY = /(Time|Timestamp|Timestamps)$/;

/** A recorded answer in the form the SDK hands out: times are seconds on the wire and Dates after it. */
export function fixture<T>(name: string): T {
  const path = resolve(__dirname, '../__fixtures__', `${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8'), (key, value) =>
    TIME_KEY.test(key) ? toDates(value) : value,
  );
}

function toDates(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toDates);
  }
  return typeof value === 'number' ? new Date(value * 1000) : value;
}

/** An error as the SDK throws it. */
export function awsError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}

/** AWS's own words when a role lacks a permission. */
export function denied(action: string): Error {
  return awsError(
    'AccessDeniedException',
    `User: arn:aws:sts::111122223333:assumed-role/flink-reader/backstage is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
  );
}
