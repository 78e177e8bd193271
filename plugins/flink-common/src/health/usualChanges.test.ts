import { DEFAULT_THRESHOLDS } from './HealthThresholds';
import { usualChange } from './usualChanges';

const MINUTE_MS = 60_000;

describe('how long a change usually takes', () => {
  it('is the general limit where nothing is said of the runtime', () => {
    expect(usualChange('standalone', undefined, DEFAULT_THRESHOLDS)).toEqual({
      expectedMs: 5 * MINUTE_MS,
      stalledMs: 15 * MINUTE_MS,
    });
  });

  it('is said of a runtime even where the kind of change is not known', () => {
    expect(
      usualChange('managed', undefined, DEFAULT_THRESHOLDS).expectedMs,
    ).toBe(10 * MINUTE_MS);
    expect(
      usualChange('kubernetes', undefined, DEFAULT_THRESHOLDS).expectedMs,
    ).toBe(5 * MINUTE_MS);
  });

  it.each(['changeExpectedMs', 'changeStalledMs'] as const)(
    'is what a tier says of %s',
    name => {
      const thresholds = { ...DEFAULT_THRESHOLDS, [name]: 7 * MINUTE_MS };
      expect(usualChange('managed', undefined, thresholds)).toEqual({
        expectedMs: thresholds.changeExpectedMs,
        stalledMs: thresholds.changeStalledMs,
      });
    },
  );
});
