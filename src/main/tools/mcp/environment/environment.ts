/** The variables of Parley's environment that a server receives. It receives no others. */
const posixNames = ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER', 'LANG', 'TMPDIR'];

const windowsNames = [
  'APPDATA',
  'COMSPEC',
  'HOMEDRIVE',
  'HOMEPATH',
  'LOCALAPPDATA',
  'PATH',
  'PATHEXT',
  'PROCESSOR_ARCHITECTURE',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'PROGRAMW6432',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'USERNAME',
  'USERPROFILE',
  'WINDIR',
];

/** Variables for access to the network. */
const networkNames = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'];

const posixPrefixes = ['LC_', 'XDG_'];

/** A process environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Inputs for a server's environment. */
export interface EnvironmentOptions {
  readonly own: Environment;
  readonly platform: NodeJS.Platform;
  /** The server's search path. */
  readonly path: string;
  /** Variables that the person entered for this server. */
  readonly entered: Readonly<Record<string, string>>;
}

function isGiven(name: string, platform: NodeJS.Platform): boolean {
  const upper = name.toUpperCase();
  if (networkNames.includes(upper)) return true;
  // Names are case-insensitive on Windows.
  if (platform === 'win32') return windowsNames.includes(upper);
  return posixNames.includes(name) || posixPrefixes.some((prefix) => name.startsWith(prefix));
}

/**
 * Returns the whole environment of a server: a short list of variables and those that the person
 * entered.
 */
export function environmentOf(options: EnvironmentOptions): Readonly<Record<string, string>> {
  const { own, platform, path, entered } = options;
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value === undefined || !isGiven(name, platform)) continue;
    // An exported shell function. A server that starts a shell would run it.
    if (value.startsWith('()')) continue;
    environment[name] = value;
  }
  const isPath = (name: string): boolean =>
    platform === 'win32' ? name.toUpperCase() === 'PATH' : name === 'PATH';
  const pathName = Object.keys(environment).find(isPath) ?? 'PATH';
  environment[pathName] = path;
  for (const [name, value] of Object.entries(entered)) {
    const known =
      platform === 'win32'
        ? Object.keys(environment).find((each) => each.toUpperCase() === name.toUpperCase())
        : undefined;
    environment[known ?? name] = value;
  }
  return environment;
}

/** Returns the search path in an environment. */
export function pathIn(environment: Environment, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return environment['PATH'] ?? '';
  const name = Object.keys(environment).find((each) => each.toUpperCase() === 'PATH');
  return (name === undefined ? undefined : environment[name]) ?? '';
}
