import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{shared,main,renderer,limits,bench,walls}/**/*.test.{ts,tsx}'],
    // A limit for what hangs, not a budget: a loaded machine may be ten times slower.
    testTimeout: 60_000,
    // By default one processor is left idle, which is half of a small machine.
    maxWorkers: '100%',
  },
});
