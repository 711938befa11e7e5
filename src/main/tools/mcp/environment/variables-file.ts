import { open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { expected } from '../../../../shared/expected.ts';
import { withHome } from './find-command.ts';

/** The largest file, in bytes. */
const maxBytes = 256 * 1024;
/** The most variables of one file. */
const maxVariables = 1000;
const name = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The place of a file with variables. */
export interface VariablesFile {
  /** As the person entered it. `~/` is expanded; a relative path starts in `folder`. */
  readonly path: string;
  /** The server's working folder. */
  readonly folder: string;
  readonly home: string;
}

/** Reads a regular file up to the limit; null if there is none or it is larger. */
async function readLimited(path: string): Promise<string | null> {
  try {
    // A named pipe without a writer would block otherwise.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const found = await file.stat();
      const isSound = found.isFile() && found.size <= maxBytes;
      return isSound ? await file.readFile('utf8') : null;
    } finally {
      await file.close();
    }
  } catch {
    // Missing, or this user may not read it.
    return null;
  }
}

/**
 * Reads the variables in a file as VS Code's `envFile` and many programs write them (`NAME=value`).
 * Throws an ExpectedError that names the file, never its content.
 */
export async function readVariables({
  path,
  folder,
  home,
}: VariablesFile): Promise<Readonly<Record<string, string>>> {
  const place = resolve(withHome(folder === '' ? '~' : folder, home), withHome(path, home));
  const text = await readLimited(place);
  if (text === null) throw expected('tool_variables_unreadable', { path: place });
  const entries = Object.entries(parseEnv(text)).filter(
    (each): each is [string, string] => name.test(each[0]) && each[1]?.includes('\0') === false,
  );
  if (entries.length > maxVariables) throw expected('tool_variables_unreadable', { path: place });
  return Object.fromEntries(entries);
}
