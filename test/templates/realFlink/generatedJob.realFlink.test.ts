import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  missingTools,
  REAL_FLINK_LINES,
  restoredFrom,
  stopWithSavepoint,
  waitForCheckpoints,
  waitForRecords,
  waitForState,
} from '../../real-flink';
import { until } from '../../src/portal/until';
import { LANGUAGES } from '../builds/coveringSet';
import { missingPython } from '../python/missingPython';
import { committedLines } from './committedLines';
import { makeJob, type GeneratedJob } from './makeJob';
import { STORIES } from './stories';
import { writeProperties } from './writeProperties';

// Maven and pip fetch the first time; the source of a Java or SQL job lists its folder every 30 s, and an idle one
// holds time back as long.
jest.setTimeout(600_000);

const missingOf = {
  java: missingTools(),
  // PyFlink brings the distribution that runs tables.
  sql: missingTools() ?? missingPython(),
  python: missingTools() ?? missingPython(),
};
for (const language of LANGUAGES) {
  const missing = missingOf[language];
  if (missing) {
    const text = `!! No generated ${language} job is run on a real Flink. ${missing}`;
    if (process.env.CI === 'true') throw new Error(text);
    process.stderr.write(`\n${text}\n\n`);
  }
}

describe.each(LANGUAGES)('a generated %s job', language => {
  const story = STORIES[language];

  (missingOf[language] ? describe.skip : describe).each(REAL_FLINK_LINES)(
    'on a real Flink %s',
    line => {
      let folder: string;
      let job: GeneratedJob;

      beforeAll(async () => {
        folder = mkdtempSync(join(tmpdir(), `generated-${language}-`));
        mkdirSync(join(folder, 'in'));
        const properties = writeProperties(folder, {
          from: join(folder, 'in'),
          to: join(folder, 'out'),
        });
        job = await makeJob(language, line, properties, folder);
      });

      afterAll(async () => {
        await job?.flink.stop();
        rmSync(folder, { recursive: true, force: true });
      });

      /** Appears at once, because Flink watches the folder. */
      function add(name: string, lines: readonly string[]) {
        writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
        renameSync(join(folder, name), join(folder, 'in', name));
      }

      const written = () =>
        committedLines(join(folder, 'out')).map(story.resultOf).sort();

      it('keeps its state over a stop with a savepoint, and writes each result once', async () => {
        const { flink } = job;
        add('first.json', story.first);
        const first = await job.start();
        await waitForState(flink, first, 'RUNNING');
        await waitForRecords(flink, first, story.first.length);
        expect(
          await waitForCheckpoints(flink, first, 2),
        ).toBeGreaterThanOrEqual(2);
        const savepointPath = await stopWithSavepoint(flink, first);
        expect(story.early).toEqual(expect.arrayContaining(written()));

        story.later.forEach((lines, at) => add(`later-${at}.json`, lines));
        const second = await job.start(savepointPath);
        await waitForState(flink, second, 'RUNNING');
        expect(await restoredFrom(flink, second)).toBe(savepointPath);
        const closed = (results: string[]) =>
          results.filter(result => !story.isOpen(result));
        const found = await until(
          async () => closed(written()),
          results => story.results.every(result => results.includes(result)),
          180_000,
        );

        await stopWithSavepoint(flink, second);
        expect(found).toEqual(story.results);
        // Nor did the stop write anything again.
        expect(closed(written())).toEqual(story.results);
      });
    },
  );
});
