import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFixtures, type NamedFixture } from './format/readFixtures';
import { checkFixture } from './replay/checkFixture';
import { ConfusionTable } from './replay/confusion';
import { KNOWN_WRONG } from './replay/knownWrong';
import { replayFixture } from './replay/replayFixture';

jest.setTimeout(120_000);

// eslint-disable-next-line no-restricted-syntax -- tests are never built
const ARTIFACTS = join(__dirname, '../../artifacts');
/** Another set: `INCIDENTS_FOLDER=/path/to/sequences`. */
const folder = process.env.INCIDENTS_FOLDER;
const fixtures = readFixtures(folder ?? join(__dirname, 'sequences'));
const known = folder === undefined ? KNOWN_WRONG : new Map<string, string>();
const confusion = new ConfusionTable();
// What is known to be wrong is shown with everything else and fails nothing twice.
const others = new ConfusionTable();
const stillWrong: string[] = [];

function failuresOf({ name, fixture }: NamedFixture): readonly string[] {
  const { compared, failures } = checkFixture(fixture, replayFixture(fixture));
  confusion.add(compared);
  if (!known.has(name)) {
    others.add(compared);
  }
  return failures;
}

describe('golden incidents', () => {
  afterAll(() => {
    const wrong =
      stillWrong.length > 0
        ? `\n\nknown to be wrong:\n  ${stillWrong.join('\n  ')}`
        : '';
    const told = `Verdicts expected and given at the expected moments of ${fixtures.length} incidents\n\n${confusion}${wrong}\n`;
    // A runner that is silent about what tests print still leaves the table.
    mkdirSync(ARTIFACTS, { recursive: true });
    writeFileSync(join(ARTIFACTS, 'incidents.txt'), told);
    // eslint-disable-next-line no-console -- the table is what the runner is for
    console.info(told);
  });

  it.each(fixtures.filter(({ name }) => !known.has(name)))(
    '$name: $fixture.title',
    named => {
      expect(failuresOf(named)).toEqual([]);
    },
  );

  it('are still told wrong where the list says so', () => {
    const nowRight: string[] = [];
    for (const named of fixtures.filter(({ name }) => known.has(name))) {
      const failures = failuresOf(named);
      if (failures.length === 0) {
        nowRight.push(named.name);
      } else {
        const why = known.get(named.name);
        stillWrong.push(
          `${named.name}: ${why}\n    ${failures.join('\n    ')}`,
        );
      }
    }

    expect(nowRight).toEqual([]);
  });

  it('are there where the list of wrong ones names them', () => {
    const names = fixtures.map(({ name }) => name);

    expect([...known.keys()].filter(name => !names.includes(name))).toEqual([]);
  });

  it('never call an application Healthy that is not', () => {
    expect(others.wrongHealthy).toBe(0);
  });
});
