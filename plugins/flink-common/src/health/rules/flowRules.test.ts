import { judge } from '../judge';
import type { Finding } from '../../model/Finding';
import {
  given,
  later,
  minutely,
  minutesAgo,
  seriesWith,
  seriesWithout,
  type Given,
} from '../__fixtures__/applications';

function find(what: Given, ruleId: string): Finding | undefined {
  return judge(given(what)).findings.find(finding => finding.ruleId === ruleId);
}

/** Lag that rose from 20 k to 1.4 M within 38 minutes. */
const risingLag = minutely('pendingRecords', ago =>
  ago > 40 ? 20_000 : 20_000 + (40 - ago) * 36_316,
);
const enrichJoin = { kind: 'task', name: 'enrich-join' } as const;

describe('lag-high', () => {
  it('says lag, limit, growth and the busiest part', () => {
    const finding = find(
      {
        series: [
          ...seriesWith(risingLag),
          minutely('busyTimeMsPerSecond', () => 990, 120, enrichJoin),
          minutely('busyTimeMsPerSecond', () => 300, 120, {
            kind: 'task',
            name: 'source',
          }),
        ],
      },
      'lag-high',
    );
    expect(finding?.message).toMatch(
      /^lag 1\.4 M records, limit 200 k, growing for \d+ min; busiest: enrich-join, busy 99 %$/,
    );
    expect(finding).toMatchObject({
      severity: 'degraded',
      role: 'symptom',
      since: minutesAgo(35),
      limit: { value: 200_000, unit: 'records' },
    });
  });

  it('reads lag in time as well', () => {
    const series = [
      ...seriesWithout('pendingRecords'),
      minutely('millisBehindLatest', () => 660_000),
    ];
    expect(find({ series }, 'lag-high')?.message).toBe(
      'lag 11 min, limit 5 min, for 2 h',
    );
  });

  it('does not take -1 for a measurement', () => {
    const series = [
      ...seriesWithout('pendingRecords'),
      minutely('millisBehindLatest', () => -1),
    ];
    const judgement = judge(given({ series }));
    expect(judgement.notAssessed.map(entry => entry.ruleId)).toContain(
      'lag-high',
    );
  });

  it('is not concluded from one peak', () => {
    const series = seriesWith(
      minutely('pendingRecords', ago => (ago === 3 ? 900_000 : 800)),
    );
    expect(find({ series }, 'lag-high')).toBeUndefined();
  });
});

describe('lag-growing', () => {
  it('sees lag of any size that only grows', () => {
    const series = seriesWith(
      minutely('pendingRecords', ago => 60_000 - ago * 400),
    );
    expect(find({ series }, 'lag-growing')?.message).toMatch(
      /^lag 59\.2 k records, growing for (2 h|1 h 5\d min)/,
    );
    expect(find({ series }, 'lag-high')).toBeUndefined();
  });

  it('does not take the breathing of a source for growth', () => {
    const series = seriesWith(
      minutely(
        'pendingRecords',
        ago => 5000 + 2500 * Math.sin(ago / 9) + (ago % 7) * 100,
      ),
    );
    expect(find({ series }, 'lag-growing')).toBeUndefined();
  });

  it('needs half an hour', () => {
    const series = seriesWith(
      minutely('pendingRecords', ago =>
        ago > 20 ? 20_000 : 20_000 + (20 - ago) * 1000,
      ),
    );
    expect(find({ series }, 'lag-growing')).toBeUndefined();
  });
});

describe('backpressure', () => {
  it('names the blocked part and the bottleneck', () => {
    const series = [
      ...seriesWith(minutely('backPressuredTimeMsPerSecond', () => 480)),
      minutely('backPressuredTimeMsPerSecond', () => 870, 120, {
        kind: 'task',
        name: 'parse',
      }),
      minutely('busyTimeMsPerSecond', () => 995, 120, enrichJoin),
    ];
    expect(find({ series }, 'backpressure')).toMatchObject({
      role: 'cause',
      message:
        'parse is blocked 87 % of the time by what comes after, for 2 h, limit 50 %; bottleneck enrich-join, busy 100 %',
    });
  });

  it('leads before the lag that follows from it', () => {
    const series = seriesWith(
      risingLag,
      minutely('backPressuredTimeMsPerSecond', ago => (ago < 10 ? 800 : 50)),
    );
    expect(
      judge(given({ series })).findings.map(finding => finding.ruleId),
    ).toEqual(['backpressure', 'lag-high']);
  });
});

describe('no-input', () => {
  const silent = (minutes: number) => [
    minutely('numRecordsInPerSecond', ago => (ago <= minutes ? 0 : 3000)),
    minutely('numRecordsOutPerSecond', ago => (ago <= minutes ? 0 : 3000)),
    minutely('busyTimeMsPerSecond', ago => (ago <= minutes ? 0 : 400)),
  ];

  it('asks whether the producer is down', () => {
    const series = seriesWith(
      ...silent(20),
      minutely('pendingRecords', () => 0),
    );
    expect(find({ series }, 'no-input')).toMatchObject({
      severity: 'degraded',
      since: minutesAgo(20),
      message: 'no record read for 18 min, limit 15 min; is the producer down?',
    });
  });

  it('does not blame the producer while records wait', () => {
    const series = seriesWith(
      ...silent(20),
      minutely('pendingRecords', () => 52_000),
    );
    expect(find({ series }, 'no-input')?.message).toBe(
      'no record read for 18 min while 52 k records wait in the source',
    );
  });

  it('does not ask for the producer while the job is down', () => {
    const down = minutely('downtime', ago => (ago < 20 ? (20 - ago) * 6e4 : 0));
    const series = seriesWith(...silent(20), down);
    expect(
      judge(given({ series })).findings.map(({ ruleId }) => ruleId),
    ).toEqual(['outage']);
  });

  it('waits for its limit', () => {
    expect(
      find({ series: seriesWith(...silent(10)) }, 'no-input'),
    ).toBeUndefined();
  });

  it('does not believe zeros of a chained job that works', () => {
    const series = seriesWith(
      minutely('numRecordsInPerSecond', () => 0),
      minutely('numRecordsOutPerSecond', () => 0),
    );
    const judgement = judge(given({ series }));
    expect(judgement.findings).toEqual([]);
    expect(judgement.notAssessed.map(entry => entry.ruleId)).toContain(
      'no-input',
    );
  });
});

describe('resource-pressure', () => {
  it('names each resource that runs short, memory first', () => {
    const series = seriesWith(
      minutely('cpuUtilization', ago => (ago < 9 ? 97 : 40)),
      minutely('heapMemoryUtilization', ago => (ago < 6 ? 94 : 60)),
    );
    expect(find({ series }, 'resource-pressure')).toMatchObject({
      message:
        'Heap 94 % for 5 min, limit 90 %; CPU 97 % for 8 min, limit 80 %',
      since: minutesAgo(8),
    });
  });
});

describe('resource-pressure while it stands', () => {
  it('tells the value that lets it stand', () => {
    const before = judge(
      given({ series: seriesWith(minutely('cpuUtilization', () => 92)) }),
    );
    const falling = given({
      series: seriesWith(
        minutely('cpuUtilization', ago => (ago > 3 ? 92 : 40 + ago)),
      ),
    });
    const [finding] = judge({ ...falling, previous: before }).findings;
    expect(finding.message).toBe('CPU 92 % for 2 h, limit 80 %');
  });
});

describe('resource-pressure by disk', () => {
  it('is seen where the disk was read', () => {
    const series = [
      ...seriesWith(),
      minutely('containerDiskUtilization', ago => (ago < 6 ? 91 : 40)),
    ];
    expect(find({ series }, 'resource-pressure')?.message).toBe(
      'Disk 91 % for 5 min, limit 80 %',
    );
  });
});

describe('notebook-idle', () => {
  const notebook: Given = {
    configuration: { workload: 'notebook', flinkVersion: undefined },
    series: [
      minutely('cpuUtilization', ago => 1 + (ago % 3)),
      minutely('heapMemoryUtilization', () => 30),
    ],
  };

  it('is Healthy at first, and asks for no checkpoint or lag', () => {
    const judgement = judge(given(notebook));
    expect(judgement).toMatchObject({
      verdict: 'Healthy',
      findings: [],
      notAssessed: [],
    });
  });

  it('remembers since when it idles, longer than values are kept', () => {
    let input = given(notebook);
    let judgement = judge(input);
    for (let hours = 1; hours <= 24; hours += 1) {
      input = { ...later(given(notebook), hours * 60), previous: judgement };
      judgement = judge(input);
    }
    expect(judgement.verdict).toBe('Degraded');
    expect(judgement.findings[0]).toMatchObject({
      ruleId: 'notebook-idle',
      since: minutesAgo(120),
    });
  });

  it('begins anew with work', () => {
    const before = judge(given(notebook));
    const working = given({
      ...notebook,
      series: [minutely('cpuUtilization', ago => (ago === 30 ? 60 : 1))],
    });
    const judgement = judge({ ...working, previous: before });
    expect(judgement.memory['notebook-idle:forming']?.since).toBe(
      minutesAgo(29),
    );
  });
});
