import { knownFolders } from './known-folders.ts';
import { loginPath } from './login-path.ts';
import { pathIn, type Environment } from './environment.ts';

/** Finds the folders in which programs are looked for. */
export interface SearchPath {
  /** Asks the login shell the first time; afterwards it is known. */
  read(): Promise<string>;
  /** The next `read` asks again. */
  forget(): void;
}

/** What the search path is made of. */
export interface SearchPathOptions {
  readonly own: Environment;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/** The folders of Parley's own search path, of the login shell's, and those where people's programs usually are. */
export function createSearchPath({ own, platform, home }: SearchPathOptions): SearchPath {
  let known: Promise<string> | null = null;

  async function find(): Promise<string> {
    const ownPath = pathIn(own, platform);
    if (platform === 'win32') return ownPath;
    const shell = own['SHELL'] ?? (platform === 'darwin' ? '/bin/zsh' : '');
    const login = shell.startsWith('/') ? await loginPath(shell, own) : null;
    // The shell's order is the person's.
    const all = [
      ...(login ?? '').split(':'),
      ...ownPath.split(':'),
      ...knownFolders(home, platform),
    ];
    return [...new Set(all.filter((folder) => folder.startsWith('/')))].join(':');
  }

  return {
    read: () => (known ??= find()),
    forget() {
      known = null;
    },
  };
}
