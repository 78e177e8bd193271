import {
  learn,
  read,
  type Operation,
  type Verdict,
} from '@flink-portal/backstage-plugin-flink-common';
import { identity, observation } from '../__testUtils__/observations';
import type { StoredApplication } from '../store/ApplicationStore';
import { wantsClose } from './closeReading';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const minutesAgo = (minutes: number) => NOW - minutes * 60_000;

function stored(
  verdict: Verdict,
  changes: Partial<StoredApplication> & { operations?: Operation[] } = {},
): StoredApplication {
  const { operations = [], ...rest } = changes;
  const application = identity('orders');
  return {
    id: application.id,
    known: learn(
      undefined,
      observation(application, NOW, {
        operations: read(operations, new Date(NOW).toISOString()),
      }),
    ),
    judgement: {
      verdict,
      since: new Date(minutesAgo(60)).toISOString(),
      findings: [],
      notAssessed: [],
      memory: {},
    },
    firstSeenAtMs: minutesAgo(600),
    judgedAtMs: NOW,
    rev: 1,
    ...rest,
  };
}

const operation = (kind: Operation['kind'], endedMs: number): Operation => ({
  id: 'o-1',
  kind,
  verbatim: 'UpdateApplication',
  status: 'succeeded',
  startedAt: new Date(endedMs - 60_000).toISOString(),
  endedAt: new Date(endedMs).toISOString(),
  planned: true,
});

describe('an application is read closely', () => {
  it.each<[string, StoredApplication]>([
    ['while it is not healthy', stored('Degraded')],
    ['while it changes', stored('Changing')],
    ['while nobody knows how it is', stored('Unknown')],
    [
      'while somebody looks at it',
      stored('Healthy', { interestAtMs: minutesAgo(1) }),
    ],
    [
      'for a quarter of an hour after a change',
      stored('Healthy', { operations: [operation('update', minutesAgo(14))] }),
    ],
  ])('%s', (_when, application) => {
    expect(wantsClose(application, NOW)).toBe(true);
  });
});

describe('an application is read at leisure', () => {
  it.each<[string, StoredApplication]>([
    ['when it is healthy and nobody looks', stored('Healthy')],
    [
      'when the last look is long ago',
      stored('Healthy', { interestAtMs: minutesAgo(3) }),
    ],
    [
      'when its last change is long ago',
      stored('Healthy', { operations: [operation('update', minutesAgo(16))] }),
    ],
    [
      'after a snapshot, which changes nothing',
      stored('Healthy', { operations: [operation('snapshot', minutesAgo(1))] }),
    ],
    [
      'after it was stopped',
      stored('Stopped', { operations: [operation('stop', minutesAgo(1))] }),
    ],
  ])('%s', (_when, application) => {
    expect(wantsClose(application, NOW)).toBe(false);
  });
});
