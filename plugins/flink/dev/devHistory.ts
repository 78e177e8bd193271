import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import {
  availability,
  exceptionsResponse,
  minutesAgo,
  timeline,
} from '../src/fixtures';

const NONE: Partial<flinkApi.ExceptionsResponse> = {
  groups: [],
  firstFault: { status: 'none', reason: 'nothing failed' },
};

/** What looking for exceptions ends in, by the verdict in the application's name. */
export const devExceptions: Readonly<
  Record<string, () => flinkApi.ExceptionsResponse>
> = {
  unhealthy: () => exceptionsResponse(),
  degraded: () =>
    exceptionsResponse({
      ...NONE,
      lookedIn: [
        { source: 'Flink REST', status: 'read' },
        { source: 'CloudWatch Logs', status: 'read' },
      ],
    }),
  changing: () =>
    exceptionsResponse({
      completeFrom: minutesAgo(90),
      firstFault: {
        status: 'unknown',
        reason: 'no completed checkpoint is known before the exceptions',
      },
    }),
  unknown: () =>
    exceptionsResponse({
      ...NONE,
      lookedIn: [
        {
          source: 'CloudWatch Logs',
          status: 'unreadable',
          message:
            'the role flink-reader lacks logs:StartQuery in 111122223333',
        },
      ],
    }),
};

/** One of each kind, and older ones behind a cursor. */
export function devTimeline(cursor?: string): flinkApi.Timeline {
  if (cursor) {
    return timeline({
      items: [
        {
          id: 'operation/0',
          kind: 'operation',
          at: minutesAgo(9000),
          endedAt: minutesAgo(8997),
          title: 'Updated: version 39 to 40',
          planned: true,
        },
      ],
    });
  }
  const [verdict, operation] = timeline().items;
  return timeline({
    nextCursor: 'older',
    items: [
      {
        id: 'event/1',
        kind: 'event',
        at: minutesAgo(20),
        title: 'BackOff: Back-off restarting failed container',
        detail: 'Pod/orders-enrich-1, 7 times',
        count: 7,
      },
      {
        id: 'failedCheckpoint/1',
        kind: 'failedCheckpoint',
        at: minutesAgo(34),
        title: '3 checkpoints failed in 6 min',
        detail: 'Checkpoint expired before completing.',
        count: 3,
      },
      verdict,
      {
        id: 'restart/1',
        kind: 'restart',
        at: minutesAgo(37),
        title: '24 restarts in 36 min',
        planned: false,
        count: 24,
      },
      {
        id: 'fault/1',
        kind: 'fault',
        at: minutesAgo(37),
        title: 'First fault: java.lang.NullPointerException: x is null',
      },
      operation,
    ],
  });
}

/** A month with every verdict, and a part of it that nobody watched. */
export function devAvailability(): flinkApi.Availability {
  const day = 24 * 60;
  const spans: ReadonlyArray<
    readonly [flinkApi.Verdict, fromDays: number, toDays: number]
  > = [
    ['Healthy', 27, 21],
    ['Degraded', 21, 20.5],
    ['Healthy', 20.5, 14],
    ['Stopped', 14, 13],
    ['Changing', 13, 12.9],
    ['Healthy', 12.9, 6],
    ['Unknown', 6, 5],
    ['Healthy', 5, 0.025],
    ['Unhealthy', 0.025, 0],
  ];
  return {
    ...availability(),
    spans: spans.map(([verdict, from, to]) => ({
      verdict,
      from: minutesAgo(from * day),
      to: minutesAgo(to * day),
    })),
  };
}
