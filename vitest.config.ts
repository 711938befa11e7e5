import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{shared,main,renderer}/**/*.test.{ts,tsx}'],
    // A limit for what hangs, not a budget: a loaded machine may be ten times slower.
    testTimeout: 60_000,
    // CI runs once on a machine it may share: what fails there is tried once more, and said.
    retry: process.env['CI'] ? 1 : 0,
    // By default one processor is left idle, which is half of a small machine.
    maxWorkers: '100%',
  },
});
