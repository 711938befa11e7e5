import type { ToolTransport } from '../../../../shared/model/tools.ts';
import {
  foundServer,
  isServerAddress,
  nameOf,
  type FoundField,
  type ReadEntry,
} from './found-server.ts';
import { looksSecret } from './secrets.ts';
import { shellWords } from './shell-words.ts';

const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/;

function fieldOf(name: string, value: string): FoundField {
  return { name, value, isSecret: looksSecret(name, value) };
}

/** Parses a variable `NAME=value` or a header `Name: value`. */
function fieldIn(text: string): FoundField | null {
  const found = assignment.exec(text) ?? /^([\w-]+):\s*([\s\S]*)$/.exec(text);
  return found === null ? null : fieldOf(found[1] ?? '', found[2] ?? '');
}

function entryOf(
  name: string | null,
  words: readonly string[],
  fields: readonly FoundField[],
): ReadEntry {
  const [command, ...args] = words;
  if (command === undefined) return { kind: 'left_out', name: name ?? '', reason: 'no_command' };
  const isAddress = /^https?:\/\//i.test(command);
  if (isAddress && !isServerAddress(command))
    return { kind: 'left_out', name: name ?? command.slice(0, 200), reason: 'bad_address' };
  const transport: ToolTransport = isAddress
    ? { kind: 'http', url: command }
    : { kind: 'stdio', command, arguments: args, folder: '' };
  return foundServer(name ?? nameOf(transport), transport, fields);
}

/** Options of `mcp add` that take a value. Other options take none. */
const addOptions = new Map([
  ['-e', 'field'],
  ['--env', 'field'],
  ['-H', 'field'],
  ['--header', 'field'],
  ['-t', 'other'],
  ['--transport', 'other'],
  ['-s', 'other'],
  ['--scope', 'other'],
]);

/** Parses the server that `claude mcp add <name> …` or a similar command would add. */
function addedEntry(words: readonly string[]): ReadEntry {
  const fields: FoundField[] = [];
  let name: string | null = null;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const option = addOptions.get(word);
    if (option !== undefined) {
      at += 1;
      const field = option === 'field' ? fieldIn(words[at] ?? '') : null;
      if (field !== null) fields.push(field);
    } else if (word === '--') return entryOf(name, words.slice(at + 1), fields);
    else if (word.startsWith('-')) continue;
    else if (name === null) name = word;
    else if (/^https?:/i.test(word)) {
      const rest = addedEntryFields(words.slice(at + 1));
      return entryOf(name, [word], [...fields, ...rest]);
    } else return entryOf(name, words.slice(at), fields);
  }
  return entryOf(name, [], fields);
}

/** Returns the variables and headers among the options. */
function addedEntryFields(words: readonly string[]): readonly FoundField[] {
  return words.flatMap((word, at) => {
    const field = addOptions.get(words[at - 1] ?? '') === 'field' ? fieldIn(word) : null;
    return field === null ? [] : [field];
  });
}

/** Parses a server from a command line or a URL. Runs nothing. */
export function readCommandLine(text: string, isWindows: boolean): ReadEntry {
  const line = text.trim().replace(/^[$>]\s+/, '');
  const read = shellWords(line, isWindows);
  if (read.kind === 'needs_shell')
    return { kind: 'left_out', name: line.slice(0, 100), reason: 'unknown_kind' };
  const words = [...read.words];
  if (words[1] === 'mcp' && words[2] === 'add') return addedEntry(words.slice(3));
  const fields: FoundField[] = [];
  if (words[0] === 'env') words.shift();
  for (let found = assignment.exec(words[0] ?? ''); found !== null;) {
    fields.push(fieldOf(found[1] ?? '', found[2] ?? ''));
    words.shift();
    found = assignment.exec(words[0] ?? '');
  }
  return entryOf(null, words, fields);
}
