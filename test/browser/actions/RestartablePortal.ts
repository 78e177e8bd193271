import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import {
  startPortalBackend,
  type PortalBackend,
} from '../../src/portal/startPortalBackend';
import { variable } from '../support/portalTest';

/**
 * A backend of these tests’ own behind the portal that runs anyway, with a database that outlives it: it can be
 * killed and started again while a browser looks on.
 */
export class RestartablePortal {
  readonly #folder = mkdtempSync(join(tmpdir(), 'portal-db-'));
  #backend: PortalBackend | undefined;

  async start(): Promise<void> {
    const port = Number(variable('SANDBOX_PORT'));
    this.#backend = await startPortalBackend({
      frontendUrl: variable('PORTAL_URL'),
      sandbox: {
        aws: port,
        eksProdEu: port + 1,
        eksStagingUs: port + 2,
        eksEdgeAp: port + 3,
        git: port + 4,
        control: port + 9,
      },
      config: {
        backend: {
          database: {
            client: 'better-sqlite3',
            connection: { directory: this.#folder },
          },
        },
        flink: {
          schedule: { initialDelay: { milliseconds: 100 } },
          links: { frequency: { seconds: 5 } },
          aws: {
            accounts: [{ accountId: '111122223333', regions: ['us-east-1'] }],
          },
        },
      },
    });
  }

  get backend(): PortalBackend {
    if (!this.#backend) {
      throw new Error('The backend is not running');
    }
    return this.#backend;
  }

  /** Ends it at once, as a machine that is lost does. */
  async kill(): Promise<void> {
    process.kill(this.backend.pid, 'SIGKILL');
    await this.backend.stop();
    this.#backend = undefined;
  }

  async end(): Promise<void> {
    await this.#backend?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A browser session of one of the personas. */
  async signIn(browser: Browser, title: string): Promise<Page> {
    const context = await browser.newContext({
      baseURL: variable('PORTAL_URL'),
      viewport: { width: 1440, height: 1000 },
    });
    await context.route(`${variable('BACKEND_URL')}/**`, async route => {
      const url = this.#backend && route.request().url();
      if (!url) {
        await route.abort('connectionrefused');
        return;
      }
      await route.continue({
        url: url.replace(variable('BACKEND_URL'), this.backend.url),
      });
    });
    const page = await context.newPage();
    await page.goto('/flink');
    await page.getByRole('button', { name: `Sign in as ${title}` }).click();
    return page;
  }
}
