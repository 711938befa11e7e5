import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';

/** Inputs of a search for a command. */
export interface CommandSearch {
  readonly command: string;
  /** The server's working folder. A relative path starts here. */
  readonly folder: string;
  readonly home: string;
  readonly path: string;
  readonly platform: NodeJS.Platform;
  /** Executable file extensions on Windows, such as `.COM;.EXE;.CMD`. */
  readonly endings: string;
}

/** The path of a command, or the folders that were searched. */
export type FoundCommand =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly folders: readonly string[] }
  /** The file exists but is not executable. */
  | { readonly kind: 'not_executable'; readonly path: string };

/** Expands `~/` in a path, because no shell does it. */
export function withHome(path: string, home: string): string {
  return path === '~' || path.startsWith('~/') || path.startsWith('~\\')
    ? join(home, path.slice(1))
    : path;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not executable for this user.
    return false;
  }
}

function fileAt(path: string, { platform, endings }: CommandSearch): string | null {
  if (platform === 'win32') {
    const ending = endings.split(';').find((each) => each !== '' && isFile(path + each));
    if (ending !== undefined) return path + ending;
  }
  try {
    return isFile(path) ? path : null;
  } catch {
    // A folder on the search path may be unreadable or a file.
    return null;
  }
}

/** Finds the file of a command without a shell. */
export function findCommand(search: CommandSearch): FoundCommand {
  const { command, folder, home, path, platform } = search;
  const written = withHome(command, home);
  const isPath = isAbsolute(written) || written.includes('/') || written.includes('\\');
  const separator = platform === 'win32' ? ';' : ':';
  const folders = isPath
    ? [folder]
    : [...new Set(path.split(separator).filter((each) => each !== '' && isAbsolute(each)))];
  let refused: string | null = null;
  for (const each of folders) {
    const file = fileAt(resolve(each, written), search);
    if (file === null) continue;
    if (canRun(file)) return { kind: 'found', path: file };
    refused ??= file;
  }
  if (refused !== null) return { kind: 'not_executable', path: refused };
  return { kind: 'missing', folders: isPath ? [resolve(folder, written)] : folders };
}
