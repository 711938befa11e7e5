import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { scratchFolder } from './test/scratch.ts';

export default defineConfig({
  // React as it ships: the checks of its development build are 40 % of the work of Markdown.
  oxc: { jsx: { development: false } },
  test: {
    include: ['test/{shared,main,renderer,limits,bench,walls}/**/*.test.{ts,tsx}'],
    // A limit for what hangs, not a budget: a loaded machine may be ten times slower.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Waits for states: as above.
    expect: { poll: { timeout: 30_000 } },
    // One more than processors: a fifth of the time, all tests that run wait for servers and clocks.
    maxWorkers: availableParallelism() + 1,
    // A process for each file is a third of all work. Modules are new for each file all the same.
    isolate: false,
    setupFiles: ['test/fresh-modules.ts'],
    env: {
      NODE_ENV: 'production',
      // What `tmpdir()` is to tests and to the programs that they start.
      TMPDIR: scratchFolder(),
      // Tests start hundreds of programs; half of a start is compiling the same files again.
      NODE_COMPILE_CACHE: join(import.meta.dirname, '.cache/compile'),
    },
  },
});
