import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import {
  missingTools,
  REAL_FLINK_LINES,
  runJar,
  startFlink,
  stopWithSavepoint,
  waitForCheckpoints,
  waitForState,
  type RealFlink,
} from '../../real-flink';
import { until } from '../../src/portal/until';
import { buildJob } from './buildJob';
import { committedLines } from './committedLines';

// Maven fetches and builds; the source lists its folder every 30 s, and an idle one holds time back as long.
jest.setTimeout(600_000);

const missing = missingTools();
if (missing) {
  const text = `!! No generated job is run on a real Flink. ${missing}`;
  if (process.env.CI === 'true') throw new Error(text);
  process.stderr.write(`\n${text}\n\n`);
}

const START_MS = Date.parse('2026-11-26T10:00:00Z');
const event = (key: string, amount: number, seconds: number) =>
  JSON.stringify({ key, amount, timeMillis: START_MS + seconds * 1000 });
const summarySchema = z.looseObject({
  key: z.string(),
  count: z.number(),
  total: z.number(),
});

(missing ? describe.skip : describe).each(REAL_FLINK_LINES)(
  'a generated Java job on a real Flink %s',
  line => {
    let folder: string;
    let flink: RealFlink;
    let jar: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'generated-job-'));
      mkdirSync(join(folder, 'in'));
      const properties = join(folder, 'application_properties.json');
      writeFileSync(
        properties,
        JSON.stringify([
          {
            PropertyGroupId: 'Source',
            PropertyMap: {
              kind: 's3',
              uri: `file://${folder}/in`,
              format: 'json',
            },
          },
          {
            PropertyGroupId: 'Sink',
            PropertyMap: {
              kind: 's3',
              uri: `file://${folder}/out`,
              format: 'json',
            },
          },
          {
            PropertyGroupId: 'Job',
            PropertyMap: { 'parallelism.max': '120' },
          },
        ]),
      );
      jar = await buildJob('java', line, join(folder, 'repository'));
      flink = await startFlink({
        line,
        env: { FLINK_APPLICATION_PROPERTIES: properties },
      });
    });

    afterAll(async () => {
      await flink?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it('keeps its state over a stop with a savepoint, and writes each result once', async () => {
      const write = (name: string, ...events: string[]) =>
        writeFileSync(join(folder, 'in', name), `${events.join('\n')}\n`);
      write('1.json', event('a', 1, 0), event('b', 10, 5), event('a', 2, 20));

      const first = await runJar(flink, { jar });
      await waitForState(flink, first, 'RUNNING');
      expect(await waitForCheckpoints(flink, first, 2)).toBeGreaterThanOrEqual(
        2,
      );
      const savepointPath = await stopWithSavepoint(flink, first);
      // Nothing closed a summary so far: what comes out below was in the savepoint.
      expect(committedLines(join(folder, 'out'))).toEqual([]);

      write('2.json', event('a', 4, 30), event('c', 100, 300));
      write('3.json', event('c', 100, 600));
      const second = await runJar(flink, { jar, savepointPath });
      await waitForState(flink, second, 'RUNNING');

      const summaries = async () =>
        committedLines(join(folder, 'out')).map(text => {
          const { key, count, total } = summarySchema.parse(JSON.parse(text));
          return `${key}: ${count}, ${total}`;
        });
      const found = await until(
        summaries,
        lines =>
          lines.some(text => text.startsWith('a')) &&
          lines.some(text => text.startsWith('b')),
        180_000,
      );

      expect(found.filter(text => !text.startsWith('c')).sort()).toEqual([
        'a: 3, 7',
        'b: 1, 10',
      ]);
      await stopWithSavepoint(flink, second);
    });
  },
);
