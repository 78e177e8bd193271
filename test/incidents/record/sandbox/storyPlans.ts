import { CHANGE_STORIES } from './changeStories';
import { CONTROL_STORIES } from './controlStories';
import { FLOW_STORIES } from './flowStories';
import { JOB_STORIES } from './jobStories';
import type { StoryPlan } from './stories';

/** Every recording. */
export const STORY_PLANS: readonly StoryPlan[] = [
  ...JOB_STORIES,
  ...FLOW_STORIES,
  ...CHANGE_STORIES,
  ...CONTROL_STORIES,
];
