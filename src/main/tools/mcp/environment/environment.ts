/** The variables of Parley's own environment that a server gets; everything else stays with Parley. */
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

/** How a server reaches the network. */
const networkNames = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'];

const posixPrefixes = ['LC_', 'XDG_'];

/** Parley's environment, as a process has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What decides which variables are given. */
export interface EnvironmentOptions {
  readonly own: Environment;
  readonly platform: NodeJS.Platform;
  /** The search path that the server gets. */
  readonly path: string;
  /** What the person entered for this server. */
  readonly entered: Readonly<Record<string, string>>;
}

function isGiven(name: string, platform: NodeJS.Platform): boolean {
  const upper = name.toUpperCase();
  if (networkNames.includes(upper)) return true;
  // Names have no case on Windows.
  if (platform === 'win32') return windowsNames.includes(upper);
  return posixNames.includes(name) || posixPrefixes.some((prefix) => name.startsWith(prefix));
}

/** The whole environment of a server: a short list of variables, and what the person entered. */
export function environmentOf(options: EnvironmentOptions): Readonly<Record<string, string>> {
  const { own, platform, path, entered } = options;
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value === undefined || !isGiven(name, platform)) continue;
    // An exported function of a shell; a server that starts one would run it.
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

/** The search path in an environment. */
export function pathIn(environment: Environment, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return environment['PATH'] ?? '';
  const name = Object.keys(environment).find((each) => each.toUpperCase() === 'PATH');
  return (name === undefined ? undefined : environment[name]) ?? '';
}
