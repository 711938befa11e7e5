import { posix, win32 } from 'node:path';

/** The program that runs. */
export interface Program {
  readonly execPath: string;
  readonly platform: NodeJS.Platform;
  /** False for a program that is run from its source, which no update replaces. */
  readonly isPackaged: boolean;
}

/**
 * The folder that updating and removing the program empties: a bundle on a Mac, the folder of the
 * executable elsewhere. Null if there is none.
 */
export function programFolder({ execPath, platform, isPackaged }: Program): string | null {
  if (!isPackaged) return null;
  const bundle = /^(?:.*\/)?[^/]+\.app(?=\/Contents\/MacOS\/)/.exec(execPath)?.[0];
  if (platform === 'darwin') return bundle ?? null;
  return (platform === 'win32' ? win32 : posix).dirname(execPath);
}

/** Whether data in `folder` would go with the program. */
export function isInProgram(folder: string, program: Program): boolean {
  const inside = programFolder(program);
  if (inside === null) return false;
  const paths = program.platform === 'win32' ? win32 : posix;
  // Most disks of Windows and macOS take no notice of capitals.
  const isFolded = program.platform !== 'linux';
  const path = (name: string): string =>
    isFolded ? paths.resolve(name).toLowerCase() : paths.resolve(name);
  const way = paths.relative(path(inside), path(folder));
  return way === '' || (!way.startsWith('..') && !paths.isAbsolute(way));
}
