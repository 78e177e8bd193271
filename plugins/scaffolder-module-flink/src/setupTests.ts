import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Machines that test many packages at a time are slow; a wait ends as soon as its condition holds.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);

/** jsdom has no layout: charts are told a size once, as a browser would after the first layout. */
class FixedSizeObserver implements ResizeObserver {
  constructor(private readonly callback: ResizeObserverCallback) {}

  observe(target: Element) {
    const contentRect = new DOMRect(0, 0, 600, 180);
    const size = [{ inlineSize: 600, blockSize: 180 }];
    this.callback(
      [
        {
          target,
          contentRect,
          borderBoxSize: size,
          contentBoxSize: size,
          devicePixelContentBoxSize: size,
        },
      ],
      this,
    );
  }

  unobserve() {}

  disconnect() {}
}

globalThis.DOMRect ??= class {
  constructor(
    readonly x = 0,
    readonly y = 0,
    readonly width = 0,
    readonly height = 0,
  ) {}

  static fromRect() {
    return new this() as DOMRect;
  }
} as unknown as typeof DOMRect;
globalThis.ResizeObserver = FixedSizeObserver;
