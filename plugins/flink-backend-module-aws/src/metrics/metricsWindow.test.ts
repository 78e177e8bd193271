import { windowSince } from './metricsWindow';

const at = (time: string) => Date.parse(`2026-11-22T${time}Z`);

describe('the window of metrics', () => {
  it('ends with the last minute that is over', () => {
    expect(
      windowSince(at('14:00:00'), at('09:00:00'), at('14:01:20')),
    ).toMatchObject({ toMs: at('14:01:00') });
  });

  it('holds the running minute while no whole minute of a run was read', () => {
    expect(
      windowSince(at('14:00:00'), at('14:01:05'), at('14:01:20')),
    ).toMatchObject({ toMs: at('14:02:00') });
    expect(
      windowSince(at('14:02:50'), at('14:01:05'), at('14:02:59')),
    ).toMatchObject({ toMs: at('14:03:00') });
  });

  it('ends with the last minute again once a whole one was read', () => {
    expect(
      windowSince(at('14:03:01'), at('14:01:05'), at('14:03:10')),
    ).toMatchObject({ toMs: at('14:03:00') });
  });

  it('ends with the last minute for a run that began before anybody looked, or whose reads failed', () => {
    expect(
      windowSince(undefined, at('09:00:00'), at('14:01:20')),
    ).toMatchObject({ toMs: at('14:01:00') });
    expect(
      windowSince(at('14:00:00'), at('14:01:05'), at('14:06:00')),
    ).toMatchObject({ toMs: at('14:06:00') });
  });

  it('reads the running minute again when it is over', () => {
    expect(
      windowSince(at('14:01:20'), at('14:01:05'), at('14:05:00')).fromMs,
    ).toBeLessThanOrEqual(at('14:01:00'));
  });

  it('does not hurry for what does not run', () => {
    expect(windowSince(undefined, undefined, at('14:01:20'))).toMatchObject({
      toMs: at('14:01:00'),
    });
  });
});
