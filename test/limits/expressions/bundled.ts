import { reachedFrom } from './reach.ts';
import type { Suspect } from './check.ts';

/** A bundled file whose expressions may outgrow their input, as they get little of it. */
interface BundledException {
  /** The name of its chunk, without the hash of the build. */
  readonly chunk: string;
  /** The longest input any of them gets, in UTF-16 code units, and what guarantees it. */
  readonly longest: number;
  readonly because: string;
}

/**
 * Files that main and the window load themselves. Those of the processes and pages that are ended
 * when they take too long need no entry.
 */
export const bundledExceptions: readonly BundledException[] = [
  {
    chunk: 'main/chunks/build',
    longest: 2000,
    because: 'ip-address, for SOCKS: the host in an address, of 2,000 characters at most.',
  },
  {
    chunk: 'main/chunks/dist',
    longest: 16_384,
    because:
      'The client of tool servers: addresses of 2,000 characters and headers of 16 KB; tokenx splits by classes of characters that do not overlap.',
  },
  {
    chunk: 'main/chunks/electron-json-file',
    longest: 100,
    because: 'electron-store: formats of a schema that it is not given, and versions of Parley.',
  },
  {
    chunk: 'main/chunks/error-words',
    longest: 0,
    because: "Zod's, for kinds of values that no schema of Parley has, and for constant texts.",
  },
  {
    chunk: 'main/chunks/errors',
    longest: 8000,
    because: "Parley's own, made at run time: see the exceptions of src.",
  },
  {
    chunk: 'main/chunks/esm',
    longest: 0,
    because: 'Patterns and formats of JSON schemas: src/main/tools/arguments.ts removes them.',
  },
  {
    chunk: 'main/chunks/openai',
    longest: 0,
    because: 'The user agent of a browser, which main has none of.',
  },
  {
    chunk: 'main/chunks/preformatted',
    longest: 2_000_000,
    because: 'One of a list of single characters, in the text of an export.',
  },
  {
    chunk: 'main/chunks/server',
    longest: 16_384,
    because: "Hono's, for the paths of Parley's own routes and of a request's head.",
  },
  {
    chunk: 'main/chunks/undici',
    longest: 16_384,
    because: 'Values of headers, of which a server may send 16 KB in all.',
  },
  {
    chunk: 'main/chunks/uuid',
    longest: 2 ** 29,
    because: "Parley's own, made at run time: see the exceptions of src.",
  },
  {
    chunk: 'renderer/assets/schemas',
    longest: 0,
    because: "Zod's, as in main.",
  },
  {
    chunk: 'renderer/assets/markdown',
    longest: 20_000,
    because: 'Up to so many spaces at the start of a line, made at run time by the parser.',
  },
  {
    chunk: 'renderer/assets/temml',
    longest: 4000,
    because: 'A formula: src/shared/markdown/tex.ts leaves longer ones as they were written.',
  },
];

/** The name of a built file without its hash. */
function chunkOf(file: string): string {
  return file.replace(/-[\w-]{8}\.js$/, '');
}

/**
 * Sorts what is suspect in a build. `unlisted`: main or the window runs it, and nothing says how
 * little it gets. `ended`: it only runs where it is ended.
 */
export function sortBundled(
  out: string,
  suspects: readonly Suspect[],
): { readonly unlisted: readonly Suspect[]; readonly listed: number; readonly ended: number } {
  const endless = reachedFrom(out, ['main/index.js', 'renderer/index.html']);
  const own = suspects.filter(({ found }) => endless.has(found.file));
  const unlisted = own.filter(
    ({ found }) => !bundledExceptions.some(({ chunk }) => chunk === chunkOf(found.file)),
  );
  return {
    unlisted,
    listed: own.length - unlisted.length,
    ended: suspects.length - own.length,
  };
}
