import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingTools } from '../../real-flink';
import { missingPython } from '../python/missingPython';
import { coveringSet, LANGUAGES } from './coveringSet';
import { inspectJar } from './inspectJar';
import { verifyRepository } from './verifyRepository';

// Maven and pip fetch what they need the first time.
jest.setTimeout(900_000);

const TAIL_CHARACTERS = 6000;
const sample = coveringSet.filter(({ sampled }) => sampled);
say(
  `Builds a sample: ${sample.length} of the ${coveringSet.length} repositories of the covering set. ` +
    'Left out are all connectors of AWS; `yarn verify-templates` builds the rest.',
);

describe.each(LANGUAGES)('generated %s repositories', language => {
  const missing =
    missingTools() ?? (language === 'python' ? missingPython() : undefined);
  if (missing) {
    const text = `!! No generated ${language} repository is built. ${missing}`;
    // On a person's machine that is theirs to decide; in CI nothing may be left out.
    if (process.env.CI === 'true') throw new Error(text);
    say(text);
  }

  (missing ? describe.skip : describe)(
    `a sample of ${sample.length} of ${coveringSet.length}`,
    () => {
      let folder: string;
      beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), `verify-${language}-`));
      });
      afterEach(() => rmSync(folder, { recursive: true, force: true }));

      it.each(sample.filter(it => it.language === language))(
        '$name: bin/verify passes, and leaves a jar that a cluster takes',
        async one => {
          const { outcome, plan, flink, tests, said, seconds, jar } =
            await verifyRepository(one, folder);
          say(
            `${outcome}: ${language} ${one.name}, Flink ${flink}, ${tests} tests of its own, ${seconds} s`,
          );
          if (outcome !== 'passed' || !jar) {
            throw new Error(`${outcome}\n${said.slice(-TAIL_CHARACTERS)}`);
          }
          expect(tests).toBeGreaterThan(30);

          const { factories, ...rest } = await inspectJar(jar, one.line);
          // The jar of a Python job has its connectors only.
          const hasMain = language !== 'python';
          expect(rest).toEqual({
            mainClass: hasMain
              ? `${plan.java.package}.${plan.java.jobClass}`
              : null,
            java: hasMain ? plan.flink.java : null,
            ofTheCluster: [],
            servicesTwice: [],
            providersWithoutClass: [],
          });
          expect(factories).toEqual(expect.arrayContaining([...one.factories]));
        },
      );
    },
  );
});

/** Past a test runner that is told to be silent. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
