import { posix, win32 } from 'node:path';

/** How a package is installed, and where the program's archive is then. */
export interface Installation {
  readonly commands: readonly (readonly string[])[];
  readonly resources: string;
}

/** Folders of the machine. */
export interface Places {
  readonly dist: string;
  /** Where Windows keeps programs of one person. */
  readonly home: string;
}

/** The way to install one of the packages `names`. Throws if none is for this system. */
export function installation(
  platform: NodeJS.Platform,
  names: readonly string[],
  { dist, home }: Places,
): Installation {
  const find = (end: string): string => {
    const name = names.find((each) => each.startsWith('Parley-') && each.endsWith(end));
    if (name === undefined) throw new Error(`There is no package that ends in ${end}.`);
    return name;
  };
  if (platform === 'win32') {
    return {
      commands: [[win32.join(dist, find('.exe')), '/S']],
      resources: win32.join(home, 'Programs', 'parley', 'resources'),
    };
  }
  if (platform === 'darwin') {
    return {
      commands: [['ditto', '-x', '-k', posix.join(dist, find('.zip')), '/Applications']],
      resources: '/Applications/Parley.app/Contents/Resources',
    };
  }
  return {
    commands: [['sudo', 'apt-get', 'install', '-y', posix.join(dist, find('.deb'))]],
    resources: '/opt/Parley/resources',
  };
}
