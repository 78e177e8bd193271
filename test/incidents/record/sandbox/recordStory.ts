import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Fixture } from '../../format/fixtureSchema';
import {
  shrinkObservations,
  type Emitted,
} from '../../format/shrinkObservations';
import { writeFixture } from '../writeFixture';
import { recordKubernetes } from './recordKubernetes';
import { recordManaged } from './recordManaged';
import { setStage } from './StagedWorld';
import type { PlannedPart, StoryPlan } from './stories';

const START_MS = Date.UTC(2026, 10, 20, 13, 0);
const MINUTE_MS = 60_000;

/** Plays a story and writes a fixture per application that plays it. */
export async function recordStory(
  plan: StoryPlan,
  logger: LoggerService,
): Promise<void> {
  const { lead, minutes, parts } = plan;
  const startMs = START_MS + (plan.startHour ?? 0) * 60 * MINUTE_MS;
  for (const runtime of ['managed', 'kubernetes'] as const) {
    const playing = parts.filter(part => part.runtime === runtime);
    if (playing.length === 0) {
      continue;
    }
    const stage = setStage(
      playing.map(part => ({ ...part, story: part.story ?? plan.story })),
      startMs,
      startMs + lead * MINUTE_MS,
    );
    const emitted =
      runtime === 'managed'
        ? await recordManaged(stage, startMs, minutes, playing, logger)
        : await recordKubernetes(stage, startMs, minutes, playing, logger);
    for (const part of playing) {
      if (part.fixture) {
        const found = [...emitted].find(([id]) => id.endsWith(`/${part.name}`));
        if (!found) {
          throw new Error(`${part.name} was never handed over`);
        }
        writeFixture(part.fixture, fixtureOf(plan, part, startMs, found[1]));
      }
    }
  }
}

function fixtureOf(
  { story, lead, minutes }: StoryPlan,
  part: PlannedPart,
  startMs: number,
  emitted: readonly Emitted[],
): Fixture {
  const first = emitted.find(each => 'observation' in each);
  if (!first || !('observation' in first)) {
    throw new Error(`${part.name} has no observation`);
  }
  const { columns, steps } = shrinkObservations(startMs, emitted);
  return {
    title: part.title,
    origin: { recorded: part.story ?? story, rows: [...(part.rows ?? [])] },
    ...(part.incident ? { incident: part.incident } : {}),
    application: {
      ...first.observation.application,
      scope: [...first.observation.application.scope],
    },
    start: new Date(startMs).toISOString(),
    minutes,
    ...(part.control ? {} : { onset: Math.max(0, lead) }),
    source: {
      mode: part.runtime === 'managed' ? 'poll' : 'watch',
      pollIntervalMs: MINUTE_MS,
    },
    ...(part.tiers ? { tiers: part.tiers } : {}),
    expect: part.expect,
    columns,
    steps,
  };
}
