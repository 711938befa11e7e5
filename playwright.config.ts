import { defineConfig } from '@playwright/test';

/** What takes half a minute and more, or comes in rows of such. */
const long = ['accessibility', 'errors', 'first-minute', 'hostile', 'kill', 'long-conversation']
  .concat(['provider-extras', 'reading', 'reading-place', 'scanned-pdf'])
  .concat(['transcripts', 'trash', 'typing'])
  .map((name) => `${name}.spec.ts`);

/** End-to-end specs drive the built app; which runtime runs it is chosen once, before them all. */
export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/setup.ts',
  // Half of the time a spec waits: for frames, for streams, for programs that start.
  workers: 3,
  fullyParallel: true,
  reporter: 'list',
  // What is waited for is a state; how long it takes says how busy the machine is, and nothing else.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  // The long ones first: none of them is left for the end, when the other worker has nothing to do.
  projects: [
    { name: 'long', testMatch: long },
    { name: 'short', testIgnore: long },
  ],
  forbidOnly: Boolean(process.env['CI']),
  outputDir: '.cache/test-results',
});
