import type { LoggerService } from '@backstage/backend-plugin-api';
import { recordStory } from './sandbox/recordStory';
import { STORY_PLANS } from './sandbox/storyPlans';
import { writeAll } from './written/writeAll';

/* The console is the recorder's only way to speak. */
/* eslint-disable no-console */

const quiet: LoggerService = {
  error: message => console.error(message),
  warn: message => console.warn(message),
  info: () => {},
  debug: () => {},
  child: () => quiet,
};

/** Records every fixture with the text in its name. */
export async function record(wanted: string): Promise<void> {
  console.log(`written: ${writeAll(wanted)}`);
  for (const plan of STORY_PLANS) {
    const parts = plan.parts.filter(
      ({ fixture }) => fixture === '' || fixture.includes(wanted),
    );
    if (parts.some(({ fixture }) => fixture !== '')) {
      console.log(`${plan.story}: ${parts.map(each => each.fixture)}`);
      await recordStory({ ...plan, parts }, quiet);
    }
  }
}
