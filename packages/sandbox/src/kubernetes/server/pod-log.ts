import { ServerResponse } from 'node:http';
import { badRequest } from '../api/status-error';

/** One line a container wrote. */
export interface PodLogLine {
  atMs: number;
  text: string;
}

/** Lines of a container in a half-open range [fromMs, toMs), oldest first. */
export type PodLogs = (
  namespace: string,
  pod: string,
  fromMs: number,
  toMs: number,
) => PodLogLine[];

// The kubelet keeps what fits in a few rotated files; an hour stands for that.
const KEPT_MS = 60 * 60_000;
const FOLLOW_INTERVAL_MS = 1000;

/**
 * `pods/NAME/log` with `tailLines`, `sinceSeconds`, `sinceTime`, `timestamps`, `limitBytes` and
 * `follow`.
 *
 * @throws StatusError 400 for a malformed option.
 */
export function writePodLog(
  logs: PodLogs,
  pod: { namespace: string; name: string },
  query: URLSearchParams,
  response: ServerResponse,
  nowMs: () => number,
): void {
  const until = nowMs();
  const since = sinceMs(query, until);
  const tail = wholeNumber(query, 'tailLines');
  const limitBytes = wholeNumber(query, 'limitBytes');
  const format = (line: PodLogLine) =>
    query.get('timestamps') === 'true'
      ? `${new Date(line.atMs).toISOString()} ${line.text}\n`
      : `${line.text}\n`;
  const lines = logs(pod.namespace, pod.name, since, until);
  const shown = tail === undefined ? lines : lines.slice(-tail || lines.length);
  const text = (tail === 0 ? [] : shown).map(format).join('');
  response.writeHead(200, { 'Content-Type': 'text/plain' });
  response.write(limitBytes === undefined ? text : text.slice(0, limitBytes));
  if (query.get('follow') !== 'true') {
    response.end();
    return;
  }
  let from = until;
  const timer = setInterval(() => {
    const now = nowMs();
    if (now <= from) return;
    const fresh = logs(pod.namespace, pod.name, from, now);
    from = now;
    if (fresh.length > 0) response.write(fresh.map(format).join(''));
  }, FOLLOW_INTERVAL_MS);
  response.on('close', () => clearInterval(timer));
}

function sinceMs(query: URLSearchParams, until: number): number {
  const seconds = wholeNumber(query, 'sinceSeconds');
  if (seconds !== undefined) return until - seconds * 1000;
  const time = query.get('sinceTime');
  if (!time) return until - KEPT_MS;
  const parsed = Date.parse(time);
  if (Number.isNaN(parsed)) throw badRequest(`sinceTime "${time}" is no time`);
  return parsed;
}

function wholeNumber(query: URLSearchParams, name: string) {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw badRequest(`${name} must be a whole number, not "${text}"`);
  }
  return value;
}
