import type { Fixture } from '../format/fixtureSchema';
import { checkFixture } from './checkFixture';
import { ConfusionTable } from './confusion';
import { replayFixture, type Given } from './replayFixture';
import { wordingOf } from './wording';

const START = '2026-11-22T14:00:00.000Z';

const fixture = (bend: Partial<Fixture> = {}): Fixture => ({
  title: 'a title',
  origin: { written: 'by a test', rows: [] },
  application: {
    id: 'kubernetes:eks-prod/payments/orders',
    runtime: 'kubernetes',
    name: 'orders',
    sourceId: 'kubernetes:eks-prod',
    scope: ['eks-prod', 'payments'],
    externalId: 'FlinkDeployment/payments/orders',
    labels: {},
  },
  start: START,
  minutes: 8,
  source: { mode: 'watch', pollIntervalMs: 60_000 },
  expect: {
    moments: [{ by: 8, verdict: 'Stopped' }],
    never: [],
  },
  columns: [],
  steps: [
    {
      minute: 0,
      state: { value: { phase: 'stopped', verbatim: [], conditions: [] } },
      configuration: { value: { workload: 'streaming' } },
      jobs: { value: [] },
      operations: { value: [] },
      snapshots: { value: [] },
      events: { value: [] },
    },
  ],
  ...bend,
});

const given = (minute: number, verdict: Given['verdict']): Given => ({
  minute,
  verdict,
  sinceMinute: 0,
  findings: [],
});

describe('a replay', () => {
  it('believes a watch that is alive', () => {
    const alive = [1, 2, 3, 4, 5, 6, 7, 8].map(minute => ({
      minute,
      source: 'alive' as const,
    }));
    const { steps } = fixture();

    expect(
      replayFixture(fixture({ steps: [...steps, ...alive] })).at(-1)?.verdict,
    ).toBe('Stopped');
  });

  it('knows nothing any more of a source that fell silent', () => {
    expect(replayFixture(fixture()).map(({ verdict }) => verdict)).toEqual([
      ...new Array(4).fill('Stopped'),
      ...new Array(5).fill('Unknown'),
    ]);
  });

  it('says why the source could not be read', () => {
    const { steps } = fixture();
    const failed = {
      minute: 1,
      source: { failed: 'denied' as const, message: 'no right to list' },
    };

    expect(
      replayFixture(fixture({ steps: [...steps, failed] })).at(-1)?.leading
        ?.message,
    ).toContain('no right to list');
  });
});

describe('a check', () => {
  const check = (moments: Fixture['expect']['moments'], all: Given[]) =>
    checkFixture(fixture({ expect: { moments, never: [] } }), all);

  it('wants what must appear once, and in time', () => {
    const late = [given(0, 'Healthy'), given(6, 'Degraded')];

    expect(check([{ by: 6, verdict: 'Degraded' }], late).failures).toEqual([]);
    expect(check([{ by: 5, verdict: 'Degraded' }], late).failures).toEqual([
      'by minute 5: expected Degraded; minute 0 is Healthy',
    ]);
  });

  it('wants what must last at every minute', () => {
    const flaps = [given(0, 'Degraded'), given(1, 'Healthy')];

    expect(
      check([{ from: 0, to: 1, verdict: 'Degraded' }], flaps).failures,
    ).toHaveLength(1);
  });

  it('counts a wrong Healthy, also where it was only forbidden', () => {
    const table = new ConfusionTable();
    table.add(
      checkFixture(
        fixture({
          expect: {
            moments: [{ by: 0, verdict: 'Degraded' }],
            never: [{ verdict: 'Healthy', from: 1, to: 1 }],
          },
        }),
        [given(0, 'Degraded'), given(1, 'Healthy')],
      ).compared,
    );

    expect(table.wrongHealthy).toBe(1);
    expect(String(table)).toMatch(/^Degraded .* 1 .* 1 /m);
  });
});

describe('the wording of a finding', () => {
  const say = (message: string) =>
    wordingOf(fixture(), {
      ruleId: 'x',
      severity: 'degraded',
      role: 'cause',
      title: 'X',
      message,
      since: START,
      evidence: [],
      nextStep: 'do',
      docs: 'd',
    }).message;

  it('is the same whatever the numbers, names and the runtime’s own words', () => {
    expect(say('UPDATING for 18 min 4 s, expected 5 min (usual figure)')).toBe(
      say('UPGRADING for 1 h, expected 7 min 2 s (usual figure)'),
    );
    expect(say('the newest change failed: no such key')).toBe(
      say('the newest change failed: timeout'),
    );
  });

  it('is another where the sentence is', () => {
    expect(say('no record read for 5 min')).not.toBe(
      say('no record written for 5 min'),
    );
  });
});
