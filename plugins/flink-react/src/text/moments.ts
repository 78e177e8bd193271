import { formatAgo } from '@flink-portal/backstage-plugin-flink-common';

const pad = (value: number) => String(value).padStart(2, '0');

/** The wall clock in the reader's zone: `14:40:12`. @public */
export function clockTime(at: Date): string {
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(pad).join(':');
}

/** Hours and minutes; with the day when it is not today: `14:02`, `21 Nov 14:02`. @public */
export function shortMoment(at: Date, now: Date): string {
  const time = `${pad(at.getHours())}:${pad(at.getMinutes())}`;
  if (at.toDateString() === now.toDateString()) {
    return time;
  }
  const day = at.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(at.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
  });
  return `${day} ${time}`;
}

/**
 * The full moment with its zone, and the same in UTC: an incident is discussed across zones.
 *
 * @public
 */
export function absoluteMoment(at: Date): string {
  const local = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(
    at.getDate(),
  )} ${clockTime(at)}`;
  const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
    .formatToParts(at)
    .find(part => part.type === 'timeZoneName')?.value;
  const utc = at.toISOString().slice(0, 19).replace('T', ' ');
  return zone === 'UTC' ? `${local} UTC` : `${local} ${zone} (${utc} UTC)`;
}

/** `38 min ago`, `in 20 s`, `just now`. @public */
export function relativeMoment(at: Date, now: Date): string {
  return formatAgo(at.getTime(), now.getTime());
}

/** One unit only, as one says an age: `38 min`, `3 h`, `12 d`. @public */
export function coarseDuration(durationMs: number): string {
  const seconds = Math.floor(durationMs / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  if (seconds < 48 * 3600) {
    return `${Math.floor(seconds / 3600)} h`;
  }
  return `${Math.floor(seconds / 86400)} d`;
}
