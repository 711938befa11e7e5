/** Which program opens addresses of a scheme, as Electron's `app` sees it. */

interface Registration {
  readonly path: string;
  readonly parameters: readonly string[];
}

const registered = new Map<string, string>();

const lineOf = ({ path, parameters }: Registration): string => JSON.stringify([path, parameters]);

/** Schemes as Chromium accepts them. */
const isScheme = (protocol: string): boolean => /^[a-z][a-z\d+.-]*$/iu.test(protocol);

/** Whether the system refuses, as one without xdg-utils or with a locked registry does. */
const isRefused = (): boolean => process.env['PARLEY_RUNTIME_PROTOCOLS'] === 'refused';

/** `app.setAsDefaultProtocolClient`: whether the call succeeded. */
export function setProtocolClient(
  protocol: string,
  path = process.execPath,
  parameters: readonly string[] = [],
): boolean {
  if (isRefused() || !isScheme(protocol)) return false;
  registered.set(protocol.toLowerCase(), lineOf({ path, parameters }));
  return true;
}

/** `app.isDefaultProtocolClient`: only for the very same program and parameters. */
export function isProtocolClient(
  protocol: string,
  path = process.execPath,
  parameters: readonly string[] = [],
): boolean {
  return registered.get(protocol.toLowerCase()) === lineOf({ path, parameters });
}

/** `app.removeAsDefaultProtocolClient`: on Linux it does nothing. */
export function removeProtocolClient(
  protocol: string,
  path = process.execPath,
  parameters: readonly string[] = [],
): boolean {
  if (process.platform === 'linux' || !isProtocolClient(protocol, path, parameters)) return false;
  return registered.delete(protocol.toLowerCase());
}

/** Something that macOS tells a program it has started: an address or a file. */
export interface OpenedAtStart {
  readonly event: 'open-url' | 'open-file';
  readonly value: string;
}

/** The URLs and files of `PARLEY_RUNTIME_OPENED`, for which the program was started. */
export function openedAtStart(): readonly OpenedAtStart[] {
  const given = process.env['PARLEY_RUNTIME_OPENED'] ?? '';
  return given === '' ? [] : (JSON.parse(given) as readonly OpenedAtStart[]);
}

/** An argument that begins with a scheme of more than one letter. */
function isAddress(argument: string): boolean {
  return /^[a-z][^\s:]+:/iu.test(argument);
}

/**
 * Electron ends at once if anything follows an address on the command line, unless a `--` comes
 * first: whoever made the address may have made what follows it.
 */
export function isCommandLineRefused(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const checked = end === -1 ? args : args.slice(0, end);
  const at = checked.findIndex(isAddress);
  return at !== -1 && at < args.length - 1;
}
