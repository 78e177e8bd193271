import type {
  Finding,
  Judgement,
  Verdict,
} from '@flink-portal/backstage-plugin-flink-common';
import { expandFixture, minuteMs } from '../format/expandFixture';
import type { Fixture } from '../format/fixtureSchema';
import { topFindingOf } from './portalBackend';
import { Replay } from './Replay';

/** How an application stood at a minute. */
export interface Given {
  readonly minute: number;
  readonly verdict: Verdict;
  /** When the verdict's condition began, minutes after the start. */
  readonly sinceMinute: number;
  /** The finding a card shows; hints do not lead. */
  readonly leading?: Finding;
  readonly findings: readonly Finding[];
}

/** Plays a fixture minute by minute; before the first observation there is nothing. */
export function replayFixture(fixture: Fixture): Given[] {
  const { tier, tiers, source } = fixture;
  const replay = new Replay({ ...source, tier, tiers });
  const incoming = expandFixture(fixture);
  const given: Given[] = [];
  let next = 0;
  const firstMinute = Math.floor(fixture.steps[0].minute);
  for (let minute = firstMinute; minute <= fixture.minutes; minute += 1) {
    const nowMs = minuteMs(fixture, minute);
    for (; incoming[next] && incoming[next].atMs <= nowMs; next += 1) {
      const each = incoming[next];
      switch (each.kind) {
        case 'observation':
          replay.observe(each.observation, each.atMs);
          break;
        case 'failed':
          replay.failed(each.reason, each.message);
          break;
        default:
          replay.answered(each.atMs);
      }
    }
    replay.sweep(nowMs);
    if (replay.judgement) {
      given.push(givenAt(fixture, minute, replay.judgement));
    }
  }
  return given;
}

function givenAt(
  fixture: Fixture,
  minute: number,
  judgement: Judgement,
): Given {
  const top = topFindingOf(judgement);
  return {
    minute,
    verdict: judgement.verdict,
    sinceMinute: (Date.parse(judgement.since) - minuteMs(fixture, 0)) / 60_000,
    ...(top && top.severity !== 'info' ? { leading: top } : {}),
    findings: judgement.findings,
  };
}
