import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { JsonObject } from '@backstage/types';
import type { ReactNode } from 'react';
import { flinkApiRef, type FlinkApi } from '../api';
import { useApplicationExceptions } from './useApplicationExceptions';
import { useSources } from './useSources';

class Signals implements SignalApi {
  send: (message: JsonObject) => void = () => {};
  channel = '';
  subscribe<T extends JsonObject>(
    channel: string,
    onMessage: (message: T) => void,
  ) {
    this.channel = channel;
    this.send = message => onMessage(message as T);
    return { unsubscribe: () => {} };
  }
}

function apiThat(methods: Partial<FlinkApi>): FlinkApi {
  const none = () => Promise.reject(new Error('not asked here'));
  return {
    listSources: none,
    listApplications: none,
    getApplication: none,
    getApplicationMetrics: none,
    getApplicationExceptions: none,
    getApplicationTimeline: none,
    getApplicationAvailability: none,
    getEntityApplications: none,
    getAllowedActions: none,
    planAction: none,
    startAction: none,
    decideAction: none,
    getAction: none,
    listApplicationActions: none,
    listActions: none,
    listClaimConflicts: none,
    getStandards: none,
    getTemplateRuns: none,
    ...methods,
  };
}

function wrapperOf(api: FlinkApi, signals?: Signals) {
  return ({ children }: { children: ReactNode }) =>
    signals ? (
      <TestApiProvider
        apis={[
          [flinkApiRef, api],
          [signalApiRef, signals],
        ]}
      >
        {children}
      </TestApiProvider>
    ) : (
      <TestApiProvider apis={[[flinkApiRef, api]]}>{children}</TestApiProvider>
    );
}

function setUp(signals?: Signals) {
  const listSources = jest.fn<ReturnType<FlinkApi['listSources']>, []>(
    async () => ({ items: [] }),
  );
  const wrapper = wrapperOf(apiThat({ listSources }), signals);
  return { listSources, ...renderHook(() => useSources(), { wrapper }) };
}

describe('data of the Flink backend', () => {
  beforeEach(() => {
    jest.useFakeTimers({ advanceTimers: true });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is asked for again on time, however often the page renders', async () => {
    const { listSources, result, rerender } = setUp();
    await waitFor(() => expect(result.current.data).toEqual({ items: [] }));
    const asked = listSources.mock.calls.length;
    for (let second = 0; second < 130; second += 5) {
      await act(async () => {
        await jest.advanceTimersByTimeAsync(5_000);
      });
      rerender();
    }
    expect(listSources.mock.calls.length - asked).toBe(2);
  });

  it('comes without a signals API too', async () => {
    const { result } = setUp();
    await waitFor(() => expect(result.current.data).toEqual({ items: [] }));
  });

  it('is read again when the backend signals a change', async () => {
    const signals = new Signals();
    const { listSources, result } = setUp(signals);
    await waitFor(() => expect(result.current.data).toBeDefined());
    expect(signals.channel).toBe('flink:applications');
    act(() => signals.send({ rev: 2 }));
    act(() => {
      jest.advanceTimersByTime(10);
    });
    await waitFor(() => expect(listSources).toHaveBeenCalledTimes(2));
  });

  it('is read once for many signals at a time', async () => {
    const signals = new Signals();
    const { listSources, result } = setUp(signals);
    await waitFor(() => expect(result.current.data).toBeDefined());
    act(() => signals.send({ rev: 2 }));
    act(() => {
      jest.advanceTimersByTime(10);
    });
    await waitFor(() => expect(listSources).toHaveBeenCalledTimes(2));
    for (let rev = 3; rev < 13; rev++) {
      act(() => signals.send({ rev }));
    }
    act(() => {
      jest.advanceTimersByTime(5_000);
    });
    await waitFor(() => expect(listSources).toHaveBeenCalledTimes(3));
  });

  it('is read again after a minute, and stays when that fails', async () => {
    const { listSources, result } = setUp();
    await waitFor(() => expect(result.current.data).toBeDefined());
    const readAtMs = result.current.readAtMs;
    listSources.mockRejectedValue(new TypeError('Failed to fetch'));
    act(() => {
      jest.advanceTimersByTime(60_500);
    });
    await waitFor(() => expect(result.current.error).toBeDefined());
    expect(result.current.data).toEqual({ items: [] });
    expect(result.current.readAtMs).toBe(readAtMs);
  });

  it('is not read while the tab is hidden', async () => {
    const { listSources, result } = setUp();
    await waitFor(() => expect(result.current.data).toBeDefined());
    const visibility = jest
      .spyOn(document, 'visibilityState', 'get')
      .mockReturnValue('hidden');
    act(() => {
      jest.advanceTimersByTime(180_000);
    });
    expect(listSources).toHaveBeenCalledTimes(1);
    visibility.mockRestore();
  });

  it('recovers from an error by itself', async () => {
    const { listSources, result } = setUp();
    await waitFor(() => expect(result.current.data).toBeDefined());
    listSources.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    act(() => {
      jest.advanceTimersByTime(60_500);
    });
    await waitFor(() => expect(result.current.error).toBeDefined());
    act(() => {
      jest.advanceTimersByTime(60_500);
    });
    await waitFor(() => expect(result.current.error).toBeUndefined());
  });
});

describe('data that is asked for on demand', () => {
  beforeEach(() => {
    jest.useFakeTimers({ advanceTimers: true });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function setUpExceptions(range: '24h' | undefined) {
    const signals = new Signals();
    const getApplicationExceptions = jest.fn<
      ReturnType<FlinkApi['getApplicationExceptions']>,
      Parameters<FlinkApi['getApplicationExceptions']>
    >(async () => Promise.reject(new Error('logs do not answer')));
    const hook = renderHook(() => useApplicationExceptions('orders', range), {
      wrapper: wrapperOf(apiThat({ getApplicationExceptions }), signals),
    });
    return { signals, getApplicationExceptions, ...hook };
  }

  const pass = (ms: number) =>
    act(() => {
      jest.advanceTimersByTime(ms);
    });

  it('is neither polled, nor read again on a signal or after an error', async () => {
    const { signals, getApplicationExceptions, result } =
      setUpExceptions('24h');
    await waitFor(() => expect(result.current.error).toBeDefined());
    act(() => signals.send({ rev: 2 }));
    pass(200_000);
    expect(getApplicationExceptions).toHaveBeenCalledTimes(1);
    act(() => result.current.refresh());
    await waitFor(() =>
      expect(getApplicationExceptions).toHaveBeenCalledTimes(2),
    );
  });

  it('is not asked for without a range', async () => {
    const { getApplicationExceptions, result } = setUpExceptions(undefined);
    pass(10_000);
    expect(getApplicationExceptions).not.toHaveBeenCalled();
    expect(result.current.isLoading).toBe(false);
  });
});
