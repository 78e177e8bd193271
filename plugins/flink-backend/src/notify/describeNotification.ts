import {
  formatDurationMs,
  formatTime,
  type Verdict,
} from '@flink-portal/backstage-plugin-flink-common';
import type { JudgedSummary } from '../judge/JudgedApplication';
import type { Announcement } from './decide';
import type { NotificationPayload } from './Outbox';

const MINUTE_MS = 60_000;

/** By which people switch these notifications on and off. */
export const TOPIC = 'flink:health';

const SEVERITY: Partial<Record<Verdict, NotificationPayload['severity']>> = {
  Unhealthy: 'high',
};

/**
 * A notification in the words of the card: what is true, since when, what to do first, and what changed
 * before, as correlation. All of an application share one scope, so that the newest replaces those before.
 */
export function describeNotification(
  { kind, episode }: Announcement,
  summary: JudgedSummary,
  environment: string | undefined,
  nowMs: number,
): NotificationPayload {
  const name = environment ? `${summary.name} (${environment})` : summary.name;
  const common = {
    link: `/flink/applications/${encodeURIComponent(summary.id)}`,
    topic: TOPIC,
    scope: `flink:${summary.id}`,
  };
  return kind === 'worsening'
    ? {
        ...common,
        title: worseningTitle(name, summary),
        description: worseningText(summary, nowMs),
        severity: SEVERITY[summary.verdict] ?? 'normal',
      }
    : {
        ...common,
        title:
          summary.verdict === 'Healthy'
            ? `${name} is Healthy again`
            : `${name} is better: ${summary.verdict}`,
        description: recoveryText(episode, summary),
        severity: 'low',
      };
}

/** A name for trouble that began at that time. */
export function episodeBeganMs(episode: string): number {
  return Number(episode.split('-', 1)[0]);
}

function worseningTitle(name: string, summary: JudgedSummary): string {
  const { topFinding, verdict } = summary;
  return `${name} is ${verdict}${topFinding ? `: ${topFinding.title}` : ''}`;
}

function worseningText(summary: JudgedSummary, nowMs: number): string {
  const { topFinding, since, findingCount } = summary;
  const sinceMs = Date.parse(since);
  const ageMs = nowMs - sinceMs;
  const age = ageMs < MINUTE_MS ? '' : ` (${formatDurationMs(ageMs)})`;
  return sentences(
    topFinding && `${topFinding.title}: ${topFinding.message}`,
    `Since ${formatTime(sinceMs)}${age}`,
    findingCount > 1
      ? `${findingCount - 1} more ${findingCount > 2 ? 'findings' : 'finding'}`
      : undefined,
    topFinding?.nextStep,
    lastChangeText(summary),
  );
}

function lastChangeText({ lastChange }: JudgedSummary): string | undefined {
  if (!lastChange) {
    return undefined;
  }
  const by = lastChange.initiatedBy ? ` by ${lastChange.initiatedBy}` : '';
  const when =
    lastChange.beforeTroubleMs === undefined
      ? ` at ${formatTime(Date.parse(lastChange.at))}`
      : `, ${formatDurationMs(lastChange.beforeTroubleMs)} before`;
  return `Last change: ${lastChange.title}${by}${when}`;
}

function recoveryText(episode: string, summary: JudgedSummary): string {
  const { topFinding, verdict, since } = summary;
  const sinceMs = Date.parse(since);
  const lasted = formatDurationMs(sinceMs - episodeBeganMs(episode));
  return sentences(
    `${verdict} since ${formatTime(sinceMs)}, after ${lasted} of trouble`,
    verdict !== 'Healthy' && topFinding
      ? `${topFinding.title}: ${topFinding.message}`
      : undefined,
  );
}

function sentences(...parts: Array<string | undefined>): string {
  return parts
    .filter((part): part is string => Boolean(part))
    .map(part => (/[.!?]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
