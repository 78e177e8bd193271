import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type ReporterDescription } from '@playwright/test';

const root = join(__dirname, '..');
const systemChromium = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(path => path && existsSync(path));

// Ports of their own: the tests run beside a portal that somebody has open.
const ports = { app: 3210, backend: 7217, sandbox: 7220 };
process.env.PORTAL_URL = `http://localhost:${ports.app}`;
process.env.BACKEND_URL = `http://localhost:${ports.backend}`;
process.env.SANDBOX_PORT = String(ports.sandbox);
process.env.SANDBOX_AWS_URL = `http://127.0.0.1:${ports.sandbox}`;

const report = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME;
const reporters: ReporterDescription[] = [['list']];
if (report) {
  reporters.push(['json', { outputFile: report }]);
}

const signedIn = join(root, 'test-results', 'signed-in.json');
process.env.SIGNED_IN_STATE = signedIn;

export default defineConfig({
  testDir: 'browser',
  // One portal and two cores: tests that share the fleet run one after another.
  workers: 1,
  // Five seconds are usual; a machine that does ten other things at once takes a minute.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI === 'true',
  retries: 0,
  reporter: reporters,
  outputDir: join(root, 'test-results', 'failures'),
  projects: [
    { name: 'sign in', testMatch: '*.setup.ts' },
    {
      name: 'portal',
      testMatch: '*.spec.ts',
      testIgnore: ['actions/**', 'templates/**'],
      dependencies: ['sign in'],
      use: { storageState: signedIn },
    },
    {
      // Not before the fleet was looked at: they add to it.
      name: 'templates',
      testMatch: 'templates/*.spec.ts',
      dependencies: ['sign in'],
      use: { storageState: signedIn },
    },
    {
      // Last: they change what the others look at.
      name: 'actions',
      testMatch: 'actions/*.spec.ts',
    },
  ],
  use: {
    baseURL: process.env.PORTAL_URL,
    viewport: { width: 1440, height: 1000 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: systemChromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `node ${join(root, 'scripts', 'start.mjs')} --port ${
      ports.app
    } --backend-port ${ports.backend} --sandbox-port ${ports.sandbox}`,
    cwd: root,
    url: `${process.env.PORTAL_URL}/flink`,
    timeout: 240_000,
    // While writing tests: `npm start` on these ports once, and PORTAL_RUNS=1 for each run.
    reuseExistingServer: process.env.PORTAL_RUNS === '1',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'pipe',
  },
});
