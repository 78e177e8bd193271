import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { JsonObject } from '@backstage/types';
import type { ReactNode } from 'react';
import { flinkApiRef, type FlinkApi } from '../api';
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

function setUp(signals?: Signals) {
  const listSources = jest.fn<ReturnType<FlinkApi['listSources']>, []>(
    async () => ({ items: [] }),
  );
  const none = () => Promise.reject(new Error('not asked here'));
  const api: FlinkApi = {
    listSources,
    listApplications: none,
    getApplication: none,
    getApplicationMetrics: none,
    getApplicationExceptions: none,
    getApplicationTimeline: none,
    getApplicationAvailability: none,
    getEntityApplications: none,
  };
  const wrapper = ({ children }: { children: ReactNode }) =>
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
  return { listSources, ...renderHook(() => useSources(), { wrapper }) };
}

describe('data of the Flink backend', () => {
  beforeEach(() => {
    jest.useFakeTimers({ advanceTimers: true });
  });
  afterEach(() => {
    jest.useRealTimers();
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
