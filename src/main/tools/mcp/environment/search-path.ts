import { knownFolders } from './known-folders.ts';
import { loginPath } from './login-path.ts';
import { pathIn, type Environment } from './environment.ts';

/** Finds the folders that are searched for programs. */
export interface SearchPath {
  /** Asks the login shell the first time and caches the result. */
  read(): Promise<string>;
  /** Clears the cache, so that the next `read` asks again. */
  forget(): void;
}

/** Dependencies of the search path. */
export interface SearchPathOptions {
  readonly own: Environment;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * Joins the folders of Parley's own search path, of the login shell's path and of {@link
 * knownFolders}.
 */
export function createSearchPath({ own, platform, home }: SearchPathOptions): SearchPath {
  let known: Promise<string> | null = null;

  async function find(): Promise<string> {
    const ownPath = pathIn(own, platform);
    if (platform === 'win32') return ownPath;
    const shell = own['SHELL'] ?? (platform === 'darwin' ? '/bin/zsh' : '');
    const login = shell.startsWith('/') ? await loginPath(shell, own) : null;
    // The shell's order comes first, because the person chose it.
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
