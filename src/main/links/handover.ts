import * as z from 'zod';
import { lazy } from '../../shared/lazy.ts';
import type { CommandLine } from './command-line.ts';

/** How a second start tells the first what it was started for. */
const handoverSchema = lazy(() =>
  z.object({
    version: z.literal(1),
    args: z.array(z.string()),
    cwd: z.string(),
    piped: z.string().nullable(),
  }),
);

const sentSchema = lazy(() => z.object({ commandLine: z.string() }));

/**
 * The data of a second start for the first. One text, because Electron has lost lists and empty
 * objects on this way.
 */
export function handoverOf(line: CommandLine): { readonly commandLine: string } {
  return { commandLine: JSON.stringify({ version: 1, ...line }) };
}

/** Reads {@link handoverOf}; null if it comes from something else, such as another version. */
export function readHandover(data: unknown): CommandLine | null {
  const sent = sentSchema().safeParse(data);
  if (!sent.success) return null;
  try {
    return handoverSchema().parse(JSON.parse(sent.data.commandLine));
  } catch {
    // Another version of Parley speaks another language. A second start shows the window anyway.
    return null;
  }
}
