import { join } from 'node:path';
import { allowedVerdicts, type Fixture } from './format/fixtureSchema';
import { readFixtures, type NamedFixture } from './format/readFixtures';
import { KNOWN_DIFFERENT } from './replay/knownWrong';
import { replayFixture } from './replay/replayFixture';
import { wordingOf } from './replay/wording';

jest.setTimeout(120_000);

const folder = process.env.INCIDENTS_FOLDER ?? join(__dirname, 'sequences');

/** Fixtures of the same incident on more than one runtime. */
const incidents = groupsOf(readFixtures(folder));
const known =
  process.env.INCIDENTS_FOLDER === undefined
    ? KNOWN_DIFFERENT
    : new Map<string, string>();
const expectedAlike = incidents.filter(([incident]) => !known.has(incident));

/** The minute at which an incident is told in full: the last at which its own expectations want anything but Healthy. */
function toldAt({ expect: { moments } }: Fixture): number {
  const minutes = moments
    .filter(moment => !allowedVerdicts(moment).includes('Healthy'))
    .map(moment => ('by' in moment ? moment.by : moment.to));
  return Math.max(...minutes);
}

function told({ name, fixture }: NamedFixture) {
  const minute = toldAt(fixture);
  const given = replayFixture({ ...fixture, minutes: minute }).at(-1);
  return {
    name,
    runtime: fixture.application.runtime,
    said: {
      verdict: given?.verdict,
      rule: given?.leading?.ruleId,
      role: given?.leading?.role,
      ...wordingOf(fixture, given?.leading),
    },
  };
}

function groupsOf(
  fixtures: readonly NamedFixture[],
): (readonly [string, readonly NamedFixture[]])[] {
  const groups = new Map<string, NamedFixture[]>();
  for (const named of fixtures) {
    const { incident } = named.fixture;
    if (incident) {
      groups.set(incident, [...(groups.get(incident) ?? []), named]);
    }
  }
  return [...groups].filter(
    ([, group]) =>
      new Set(group.map(({ fixture }) => fixture.application.runtime)).size > 1,
  );
}

function areAlike(group: readonly NamedFixture[]) {
  const tellings = group.map(told);
  const variants = new Set(tellings.map(({ said }) => JSON.stringify(said)));
  return { alike: variants.size <= 1, tellings };
}

describe('the same incident on two runtimes', () => {
  it.each(
    expectedAlike.length > 0
      ? expectedAlike
      : [['(the folder has none)', []] as const],
  )('is told alike: %s', (_incident, group) => {
    const { alike, tellings } = areAlike(group);

    // The tellings stand beside it so that a failure shows them.
    expect({ alike, tellings }).toEqual({ alike: true, tellings });
  });

  it('is still told differently where the list says so', () => {
    const nowAlike = incidents
      .filter(
        ([incident, group]) => known.has(incident) && areAlike(group).alike,
      )
      .map(([incident]) => incident);

    expect(nowAlike).toEqual([]);
  });
});
