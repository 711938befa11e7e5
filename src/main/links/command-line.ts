import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Misuse } from '../../shared/model/arrival/arrival.ts';
import { maxAttachments } from '../../shared/model/attachments.ts';
import { isLink, parseLink } from './parse-link.ts';
import type { Wish } from './wish.ts';

/** How Parley was started, without the program itself. */
export interface CommandLine {
  readonly args: readonly string[];
  readonly cwd: string;
  /** Text that was piped into `ask`; null if none was. */
  readonly piped: string | null;
}

/**
 * The meaning of a command line. `nothing`: a plain start, or arguments that are not for Parley.
 * `misused`: a command of Parley's that cannot be understood; `why` is for its terminal.
 */
export type ReadCommandLine =
  | { readonly kind: 'wish'; readonly wish: Wish }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'misused'; readonly why: Misuse };

/** The longest text of a command line and what is piped into it (UTF-16 code units). */
export const longestText = 1_000_000;
/** Controls that no text needs, such as those that colour a terminal. */
const controls = /(?!\n)(?!\t)\p{Cc}/gu;

/** Asks for the quick window. */
export const quickSwitch = '--quick-ask';

const nothing: ReadCommandLine = { kind: 'nothing' };
const misused = (why: Misuse): ReadCommandLine => ({ kind: 'misused', why });

/** True for the one command that reads what is piped in. */
export function mayBePiped({ args }: CommandLine): boolean {
  return args[0] === 'ask' && !args.some(isLink);
}

/** The path of a file on this computer; null for any other kind of address. */
function pathOf(argument: string, cwd: string | null): string | null {
  if (argument.includes('\0') || argument === '') return null;
  if (!/^file:/iu.test(argument)) {
    if (cwd !== null) return resolve(cwd, argument);
    return isAbsolute(argument) ? argument : null;
  }
  try {
    const url = new URL(argument);
    // Another computer's file would be fetched.
    return url.host === '' ? fileURLToPath(url) : null;
  } catch {
    // It is no address of a file after all.
    return null;
  }
}

/** Options and the rest of a command; after `--` everything is the rest. Null: an unknown option. */
function divide(args: readonly string[]): { send: boolean; rest: readonly string[] } | null {
  const end = args.indexOf('--');
  const before = end === -1 ? args : args.slice(0, end);
  const options = before.filter((each) => each.startsWith('--'));
  if (options.some((each) => each !== '--send')) return null;
  const rest = before.filter((each) => !each.startsWith('--'));
  return {
    send: options.length > 0,
    rest: end === -1 ? rest : [...rest, ...args.slice(end + 1)],
  };
}

function readAsk(args: readonly string[], piped: string | null): ReadCommandLine {
  const divided = divide(args);
  if (divided === null) return misused('unknown_option');
  const text = [divided.rest.join(' '), piped ?? '']
    .map((part) => part.replaceAll('\r\n', '\n').replaceAll(controls, '').trim())
    .filter((part) => part !== '')
    .join('\n\n')
    .toWellFormed();
  if (text === '') return misused('nothing_to_ask');
  if (text.length > longestText) {
    return misused('too_long');
  }
  return { kind: 'wish', wish: { kind: 'share', text, paths: [], send: divided.send } };
}

function readOpen(args: readonly string[], cwd: string): ReadCommandLine {
  const divided = divide(args);
  if (divided === null) return misused('unknown_option');
  const paths = divided.rest.map((each) => pathOf(each, cwd)).filter((path) => path !== null);
  if (paths.length === 0) return misused('no_file');
  if (paths.length < divided.rest.length) return misused('not_on_this_computer');
  if (paths.length > maxAttachments) {
    return misused('too_many_files');
  }
  return { kind: 'wish', wish: { kind: 'share', text: '', paths, send: divided.send } };
}

/** The files of "Open with Parley": desktops name them by whole paths, behind switches or a `--`. */
function readFiles(args: readonly string[]): ReadCommandLine {
  const named = args.filter((each) => !each.startsWith('-'));
  const paths = named.map((each) => pathOf(each, null)).filter((path) => path !== null);
  if (paths.length === 0 || paths.length < named.length) return nothing;
  const wish = { kind: 'share', text: '', send: false } as const;
  return { kind: 'wish', wish: { ...wish, paths: paths.slice(0, maxAttachments) } };
}

function readQuick(args: readonly string[]): ReadCommandLine {
  const isAlone = args.every((each) => each.startsWith('--'));
  return isAlone ? { kind: 'wish', wish: { kind: 'quick' } } : misused('only_alone');
}

/**
 * Understands a command line. If it names one of our links, that link is all that counts: a link
 * comes from somebody else, and must not be able to bring options or commands with it.
 */
export function readCommandLine({ args, cwd, piped }: CommandLine): ReadCommandLine {
  const link = args.find(isLink);
  if (link !== undefined) {
    const wish = parseLink(link);
    return wish === null ? nothing : { kind: 'wish', wish };
  }
  switch (args[0]) {
    case undefined:
      return nothing;
    case 'ask':
      return readAsk(args.slice(1), piped);
    case 'open':
      return readOpen(args.slice(1), cwd);

    default:
      return args.includes(quickSwitch) ? readQuick(args) : readFiles(args);
  }
}
