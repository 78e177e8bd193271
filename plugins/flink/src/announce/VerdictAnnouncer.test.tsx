import { act, render, screen } from '@testing-library/react';
import { application } from '../__testUtils__';
import { VerdictAnnouncer } from './VerdictAnnouncer';

describe('announcing verdicts', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const pass = (ms: number) =>
    act(() => {
      jest.advanceTimersByTime(ms);
    });
  const spoken = () => screen.getByTestId('flink-verdict-live').textContent;

  it('is silent at first, and when nothing changed', () => {
    const { rerender } = render(
      <VerdictAnnouncer applications={[application()]} />,
    );
    rerender(<VerdictAnnouncer applications={[application()]} />);
    pass(60_000);
    expect(spoken()).toBe('');
  });

  it('tells a change, and the next one not before half a minute has passed', () => {
    const of = (verdict: 'Healthy' | 'Degraded' | 'Unhealthy') => (
      <VerdictAnnouncer applications={[application({ verdict })]} />
    );
    const { rerender } = render(of('Healthy'));
    rerender(of('Degraded'));
    pass(1);
    expect(spoken()).toBe('orders-enrich is now Degraded, was Healthy.');
    rerender(of('Unhealthy'));
    pass(20_000);
    expect(spoken()).toBe('orders-enrich is now Degraded, was Healthy.');
    pass(10_000);
    expect(spoken()).toBe('orders-enrich is now Unhealthy, was Degraded.');
  });
});
