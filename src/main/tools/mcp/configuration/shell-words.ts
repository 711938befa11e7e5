/** The words of a command line, or the fact that only a shell could run it. */
export type ShellWords =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Pipes, redirections, several commands or an unclosed quote. */
  | { readonly kind: 'needs_shell' };

const operators = new Set(['|', '&', ';', '<', '>', '(', ')', '`', '\n']);
const escapable = new Set(['"', '\\', '$', '`']);

/**
 * Splits a command line into words as a shell does, with quotes, backslashes and line
 * continuations, but runs no shell. Variables are not expanded. On Windows a backslash is part of a
 * path.
 */
export function shellWords(line: string, isWindows: boolean): ShellWords {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  const text = line.replaceAll('\r\n', '\n').trim();
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (quote === "'") {
      if (character === "'") quote = null;
      else word += character;
    } else if (character === '\\' && next === '\n') at += 1;
    else if (character === '\\' && !isWindows && (quote === null || escapable.has(next))) {
      word = (word ?? '') + next;
      at += 1;
    } else if (quote === '"') {
      if (character === '"') quote = null;
      else if (character === '`') return { kind: 'needs_shell' };
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === ' ' || character === '\t') {
      if (word !== null) words.push(word);
      word = null;
    } else if (operators.has(character) || (character === '$' && next === '(')) {
      return { kind: 'needs_shell' };
    } else word = (word ?? '') + character;
  }
  if (quote !== null) return { kind: 'needs_shell' };
  if (word !== null) words.push(word);
  return { kind: 'words', words };
}
