import { defineConfig } from '@playwright/test';
import { findChromium } from './e2e/ensure-chromium.mjs';

const executablePath = findChromium();
const port = Number(process.env.ENTRAIN_E2E_PORT ?? 4199);

/** Browser tests run on the built app, served as `npm start` serves it. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  timeout: 90_000,
  workers: 1,
  retries: 0,
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    },
  },
  webServer: {
    command: 'node bin/serve.js',
    url: `http://localhost:${port}`,
    env: { PORT: String(port) },
    reuseExistingServer: false,
  },
});
