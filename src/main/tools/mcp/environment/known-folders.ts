import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Parses the version in a folder's name, such as `v22.4.1`; null for any other name. */
function versionOf(name: string): readonly number[] | null {
  const found = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/.exec(name);
  return found === null ? null : found.slice(1).map(Number);
}

function isNewer(one: readonly number[], other: readonly number[]): number {
  for (const [at, part] of one.entries()) {
    const difference = (other[at] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Returns the subfolder of `parent` with the highest version. */
function newestIn(parent: string): string | null {
  let names: readonly string[];
  try {
    names = readdirSync(parent);
  } catch {
    // The version manager is not installed.
    return null;
  }
  const versions = names.flatMap((name) => {
    const version = versionOf(name);
    return version === null ? [] : [{ name, version }];
  });
  const newest = versions.sort((one, other) => isNewer(one.version, other.version))[0];
  return newest === undefined ? null : join(parent, newest.name);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    // This user may not read the folder.
    return false;
  }
}

/**
 * Returns existing folders with programs that are not on the search path of a graphical program.
 */
export function knownFolders(home: string, platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') return [];
  const inHome = (...parts: readonly string[]): string => join(home, ...parts);
  const nvm = newestIn(inHome('.nvm', 'versions', 'node'));
  const fnm =
    newestIn(inHome('.local', 'share', 'fnm', 'node-versions')) ??
    newestIn(inHome('Library', 'Application Support', 'fnm', 'node-versions'));
  const folders = [
    '/opt/homebrew/bin',
    '/usr/local/bin',
    '/home/linuxbrew/.linuxbrew/bin',
    inHome('.local', 'bin'),
    inHome('.volta', 'bin'),
    ...(nvm === null ? [] : [join(nvm, 'bin')]),
    ...(fnm === null ? [] : [join(fnm, 'installation', 'bin')]),
    inHome('.local', 'share', 'mise', 'shims'),
    inHome('.asdf', 'shims'),
    inHome('.bun', 'bin'),
    inHome('.cargo', 'bin'),
    inHome('.deno', 'bin'),
  ];
  return folders.filter(isFolder);
}
