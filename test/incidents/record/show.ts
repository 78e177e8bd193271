import { join } from 'node:path';
import { readFixtures } from '../format/readFixtures';
import { replayFixture, type Given } from '../replay/replayFixture';

/* eslint-disable no-console */

/** Prints every change of what is said of the fixtures with the text in their names. */
export function show(wanted: string): void {
  const folder =
    process.env.INCIDENTS_FOLDER ??
    join(process.cwd(), 'incidents', 'sequences');
  for (const { name, fixture } of readFixtures(folder)) {
    if (name.includes(wanted)) {
      console.log(`\n${name} (onset ${fixture.onset ?? 'none'})`);
      let before = '';
      for (const given of replayFixture(fixture)) {
        const words = wordsOf(given);
        if (words !== before) {
          console.log(
            `  ${String(given.minute).padStart(
              4,
            )}  ${words}  since ${given.sinceMinute.toFixed(1)}  ${
              given.leading?.message.slice(0, 150) ?? ''
            }`,
          );
          before = words;
        }
      }
    }
  }
}

function wordsOf({ verdict, leading, findings }: Given): string {
  return `${verdict} ${findings
    .map(
      finding =>
        `${finding === leading ? '*' : ''}${finding.ruleId}(${
          finding.role[0]
        },${finding.severity})`,
    )
    .join(' ')}`;
}
