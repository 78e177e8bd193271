import { learn } from '../model/KnownApplication';
import { unreadable } from '../model/Reading';
import {
  given,
  known,
  minutesAgo,
  observation,
} from './__fixtures__/applications';
import { judge } from './judge';

describe('a state that nobody knows', () => {
  it('is told by what is stated beside a state nobody knows', () => {
    const beside = (code: 'operatorNotWatching' | 'haMetadataLost') =>
      judge(
        given({
          state: {
            phase: 'unrecognized',
            verbatim: [],
            conditions: [{ code, message: 'no status was written' }],
          },
        }),
      );
    expect(beside('operatorNotWatching')).toMatchObject({
      verdict: 'Unknown',
      findings: [{ ruleId: 'operator-silent', severity: 'unknown' }],
    });
    expect(beside('haMetadataLost').verdict).toBe('Unhealthy');
  });

  it('stays Unknown, and says both, when what is stated beside it is milder', () => {
    const judgement = judge(
      given({
        state: {
          phase: 'unrecognized',
          verbatim: [],
          conditions: [
            { code: 'operatorNotProgressing', message: 'generation 4 of 5' },
          ],
        },
      }),
    );
    expect(judgement.verdict).toBe('Unknown');
    expect(judgement.findings.map(({ ruleId }) => ruleId)).toEqual([
      'operator-silent',
      'unrecognized',
    ]);
  });
});

describe('a stop whose operations could not be read', () => {
  const denied = (before?: ReturnType<typeof known>) =>
    judge(
      given(
        {},
        {
          series: [],
          known: learn(before, {
            ...observation({ state: { phase: 'stopped', since: undefined } }),
            operations: unreadable(
              'denied',
              'lacks kinesisanalytics:ListApplicationOperations',
              minutesAgo(1),
            ),
          }),
        },
      ),
    );

  it('may be a failure: Unknown, and says why', () => {
    const { verdict, findings } = denied();
    expect(verdict).toBe('Unknown');
    expect(findings.map(({ message }) => message)).toContain(
      'stopped, but operations could not be read: lacks kinesisanalytics:ListApplicationOperations; not assessed: Change failed, Rolled back',
    );
  });

  it('is Stopped when they were read before', () => {
    expect(denied(known()).verdict).toBe('Stopped');
  });
});
