import type { Page } from '@playwright/test';

/** Material UI v4 under React's strict mode; the library is no longer changed. */
const KNOWN_NOISE = 'findDOMNode is deprecated';

/** Collects what a page complains about: console errors, uncaught errors, requests that failed. */
export class Troubles {
  private readonly found: string[] = [];

  constructor(page: Page) {
    page.on('console', message => {
      if (message.type() === 'error' && !message.text().includes(KNOWN_NOISE)) {
        this.found.push(`console: ${message.text()}`);
      }
    });
    page.on('pageerror', error => this.found.push(`uncaught: ${error}`));
    page.on('response', response => {
      if (response.status() >= 400) {
        this.found.push(`${response.status()} ${response.url()}`);
      }
    });
    page.on('requestfailed', request => {
      const why = request.failure()?.errorText ?? 'failed';
      // What a page no longer needs when it is left is not a failure.
      if (why !== 'net::ERR_ABORTED') {
        this.found.push(`${why} ${request.url()}`);
      }
    });
  }

  all(): readonly string[] {
    return this.found;
  }
}
