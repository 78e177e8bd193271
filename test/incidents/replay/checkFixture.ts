import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';
import {
  allowedVerdicts,
  type ExpectedMoment,
  type Fixture,
} from '../format/fixtureSchema';
import type { Given } from './replayFixture';

/** One moment at which a verdict was expected. */
export interface Compared {
  readonly expected: Verdict;
  readonly given: Verdict | 'none';
  /** False when the verdict is as expected and the finding is not. */
  readonly right: boolean;
}

/** How a fixture went. */
export interface Outcome {
  readonly compared: readonly Compared[];
  /** Sentences; empty when everything is as expected. */
  readonly failures: readonly string[];
}

/** Compares what was given with what the fixture expects. */
export function checkFixture(
  fixture: Fixture,
  given: readonly Given[],
): Outcome {
  const moments = fixture.expect.moments.map(moment =>
    'by' in moment
      ? checkBy(moment, moment.by, fixture.onset ?? 0, given)
      : checkDuring(moment, moment.from, moment.to, given),
  );
  const never = fixture.expect.never.flatMap(({ verdict, rule, from, to }) =>
    within(given, from, to)
      .filter(
        each =>
          (verdict === undefined || each.verdict === verdict) &&
          (rule === undefined ||
            each.findings.some(({ ruleId }) => ruleId === rule)),
      )
      .slice(0, 1)
      .map(each => `never ${verdict ?? rule}, but ${tell(each)}`),
  );
  const incident = fixture.expect.never.filter(
    ({ verdict }) => verdict === 'Healthy',
  );
  return {
    compared: [
      ...moments.flatMap(({ compared }) => compared),
      ...incident.flatMap(({ from, to }) =>
        within(given, from, to)
          .filter(({ verdict }) => verdict === 'Healthy')
          .map(
            ({ verdict }): Compared => ({
              expected: incidentVerdict(fixture),
              given: verdict,
              right: false,
            }),
          ),
      ),
    ],
    failures: [...moments.flatMap(({ failures }) => failures), ...never],
  };
}

function checkBy(
  moment: ExpectedMoment,
  by: number,
  onset: number,
  given: readonly Given[],
): Outcome {
  const [expected] = allowedVerdicts(moment);
  const candidates = within(given, onset, by);
  const met = candidates.find(each => complaints(moment, each).length === 0);
  if (met) {
    return {
      compared: [{ expected, given: expected, right: true }],
      failures: [],
    };
  }
  const last = candidates[candidates.length - 1];
  return {
    compared: [{ expected, given: last?.verdict ?? 'none', right: false }],
    failures: [
      last
        ? `by minute ${by}: ${complaints(moment, last).join(', ')}; ${tell(
            last,
          )}`
        : `by minute ${by}: nothing was judged`,
    ],
  };
}

function checkDuring(
  moment: ExpectedMoment,
  from: number,
  to: number,
  given: readonly Given[],
): Outcome {
  const allowed = allowedVerdicts(moment);
  const compared: Compared[] = [];
  const failures: string[] = [];
  for (let minute = Math.ceil(from); minute <= to; minute += 1) {
    const each = given.find(one => one.minute === minute);
    const wrong = each ? complaints(moment, each) : ['nothing was judged'];
    const isAllowed = each !== undefined && allowed.includes(each.verdict);
    compared.push({
      expected: isAllowed ? each.verdict : allowed[0],
      given: each?.verdict ?? 'none',
      right: wrong.length === 0,
    });
    if (wrong.length > 0 && failures.length === 0) {
      failures.push(
        `from minute ${from} to ${to}: ${wrong.join(', ')}; ${
          each ? tell(each) : `at minute ${minute}`
        }`,
      );
    }
  }
  return { compared, failures };
}

/** What is wrong with a moment, in a few words each. */
function complaints(moment: ExpectedMoment, given: Given): string[] {
  const { rule, role, also = [], without = [], message, since } = moment;
  const allowed = allowedVerdicts(moment);
  const leading = given.leading?.ruleId;
  const rules = typeof rule === 'string' ? [rule] : rule;
  const found = given.findings.map(({ ruleId }) => ruleId);
  return [
    ...(allowed.includes(given.verdict)
      ? []
      : [`expected ${allowed.join(' or ')}`]),
    ...(rules === null && leading ? ['expected no finding'] : []),
    ...(rules && !(leading && rules.includes(leading))
      ? [`expected ${rules.join(' or ')} to lead`]
      : []),
    ...(role && given.leading?.role !== role ? [`expected a ${role}`] : []),
    ...also
      .filter(id => !found.includes(id))
      .map(id => `expected ${id} as well`),
    ...without.filter(id => found.includes(id)).map(id => `expected no ${id}`),
    ...(message && !new RegExp(message).test(given.leading?.message ?? '')
      ? [`expected the message to match ${message}`]
      : []),
    ...(since &&
    !(given.sinceMinute >= since[0] && given.sinceMinute <= since[1])
      ? [
          `expected "since" between minute ${since[0]} and ${
            since[1]
          }, it is ${given.sinceMinute.toFixed(1)}`,
        ]
      : []),
  ];
}

function within(
  given: readonly Given[],
  from: number,
  to: number,
): readonly Given[] {
  return given.filter(({ minute }) => minute >= from && minute <= to);
}

function tell({ minute, verdict, leading, findings }: Given): string {
  const others = findings
    .filter(finding => finding !== leading)
    .map(({ ruleId }) => ruleId);
  const first = leading
    ? ` with ${leading.ruleId} (${leading.role}): "${leading.message}"`
    : '';
  return `minute ${minute} is ${verdict}${first}${
    others.length > 0 ? `, then ${others.join(', ')}` : ''
  }`;
}

/** The verdict a moment of the incident is counted under where only "never Healthy" was asked for. */
function incidentVerdict({ expect }: Fixture): Verdict {
  return (
    expect.moments
      .flatMap(moment => allowedVerdicts(moment))
      .find(verdict => verdict !== 'Healthy') ?? 'Unknown'
  );
}
