import type { Story } from '../story';
import { autoscaled } from './autoscaled';
import { backpressureSlowSink } from './backpressureSlowSink';
import { deploying } from './deploying';
import { failingCheckpoints } from './failingCheckpoints';
import { finished } from './finished';
import { growingLag } from './growingLag';
import { healthy } from './healthy';
import { iamDenied } from './iamDenied';
import { jobManagerCrashLoop } from './jobManagerCrashLoop';
import { maintenanceRestart } from './maintenanceRestart';
import { newJob } from './newJob';
import { noData } from './noData';
import { noMetrics } from './noMetrics';
import { rejectedSpec } from './rejectedSpec';
import { restartLoopAfterDeploy } from './restartLoopAfterDeploy';
import { rolledBack } from './rolledBack';
import { stuckUpdating } from './stuckUpdating';
import { studioIdle } from './studioIdle';
import { suspended } from './suspended';
import { taskManagerOutOfMemory } from './taskManagerOutOfMemory';

/** All stories by name. */
export const STORIES: ReadonlyMap<string, Story> = new Map(
  [
    autoscaled,
    backpressureSlowSink,
    deploying,
    failingCheckpoints,
    finished,
    growingLag,
    healthy,
    iamDenied,
    jobManagerCrashLoop,
    maintenanceRestart,
    newJob,
    noData,
    noMetrics,
    rejectedSpec,
    restartLoopAfterDeploy,
    rolledBack,
    stuckUpdating,
    studioIdle,
    suspended,
    taskManagerOutOfMemory,
  ].map(story => [story.name, story]),
);

/**
 * The story of that name.
 *
 * @throws Error when there is none, with the names that exist.
 */
export function storyNamed(name: string): Story {
  const story = STORIES.get(name);
  if (!story) {
    throw new Error(
      `There is no story "${name}"; choose one of ${[...STORIES.keys()].join(
        ', ',
      )}`,
    );
  }
  return story;
}
