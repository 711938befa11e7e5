import { expect, test, vi } from 'vitest';
import { runStep } from '../../../scripts/step.ts';

const node = (code: string): readonly string[] => [process.execPath, '-e', code];

/** Runs a step that has to be silent; its output is kept out of the test log. */
async function succeeds(code: string): Promise<boolean> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const error = vi.spyOn(console, 'error').mockReturnValue(undefined);
  try {
    return await runStep(
      { name: 'build', command: node(code), isSilent: true },
      import.meta.dirname,
    );
  } finally {
    write.mockRestore();
    error.mockRestore();
  }
}

test.each([
  ['nothing', 'undefined', true],
  ['an empty line', 'console.log("")', true],
  ['a warning on stdout', 'console.log("(!) Some chunks are larger than 500 kB")', false],
  ['a warning on stderr', 'console.warn("is deprecated")', false],
  ['a warning that comes late', 'setTimeout(() => console.warn("x"), 50)', false],
  ['nothing, and fails', 'process.exitCode = 1', false],
])('a silent step that prints %s', async (_told, code, expected) => {
  expect(await succeeds(code)).toBe(expected);
});

test('other steps may print, and fail by their exit code', async () => {
  const run = (code: string): Promise<boolean> =>
    runStep({ name: 'unit', command: node(code) }, import.meta.dirname);
  expect(await run('process.exitCode = 0')).toBe(true);
  expect(await run('process.exitCode = 3')).toBe(false);
});
