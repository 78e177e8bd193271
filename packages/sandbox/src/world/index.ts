export { FixedClock, SystemClock } from './clock';
export { createWorld, type SandboxWorld, type WorldOptions } from './world';
export { STORIES, storyNamed } from './stories';
export type { Story } from './story';
export type * from './types';
