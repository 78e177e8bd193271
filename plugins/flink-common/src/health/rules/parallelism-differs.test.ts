import { judge } from '../judge';
import {
  given,
  minutesAgo,
  operation,
  type Given,
} from '../__fixtures__/applications';
import { unreadable } from '../../model/Reading';

const find = (what: Given) =>
  judge(given(what)).findings.find(
    ({ ruleId }) => ruleId === 'parallelism-differs',
  );

describe('parallelism-differs', () => {
  const scaled: Given = {
    configuration: {
      parallelism: 4,
      currentParallelism: 8,
      autoscalingEnabled: true,
    },
    operations: [
      operation({
        kind: 'autoscale',
        startedAt: minutesAgo(90),
        endedAt: minutesAgo(88),
      }),
    ],
  };

  it('is information since the newest autoscaling', () => {
    expect(judge(given(scaled)).verdict).toBe('Healthy');
    expect(find(scaled)).toMatchObject({
      severity: 'info',
      since: minutesAgo(88),
      message: 'runs with parallelism 8, asked for 4; autoscaling changes it',
    });
  });

  it('says when no autoscaling explains it', () => {
    expect(
      find({ configuration: { parallelism: 8, currentParallelism: 4 } })
        ?.message,
    ).toBe(
      'runs with parallelism 4, asked for 8; autoscaling is not turned on',
    );
  });

  it.each([
    { parallelism: 4, currentParallelism: 4 },
    { parallelism: 4 },
    { currentParallelism: 4 },
  ])('needs two numbers that differ: %j', configuration => {
    expect(find({ configuration })).toBeUndefined();
  });

  it('is not assessed without the configuration', () => {
    const input = given(scaled);
    const judgement = judge({
      ...input,
      known: {
        ...input.known,
        configuration: { latest: unreadable('failed', 'no', minutesAgo(1)) },
      },
    });
    expect(judgement.notAssessed.map(({ ruleId }) => ruleId)).toContain(
      'parallelism-differs',
    );
  });
});
