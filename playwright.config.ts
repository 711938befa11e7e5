import { defineConfig } from '@playwright/test';

/** End-to-end specs drive the built app; which runtime runs it is chosen once, before them all. */
export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/setup.ts',
  workers: 2,
  fullyParallel: true,
  reporter: 'list',
  // What is waited for is a state; how long it takes says how busy the machine is, and nothing else.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env['CI']),
  outputDir: '.cache/test-results',
});
