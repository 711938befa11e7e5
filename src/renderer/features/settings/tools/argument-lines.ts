/** What a line cannot hold as it is: an empty argument, blanks at its ends, line breaks, a quote at its start. */
const needsQuotes = /^$|^["\s]|\s$|[\r\n]/u;

/** Arguments as lines to edit, one each. */
export function linesOf(args: readonly string[]): string {
  return args.map((each) => (needsQuotes.test(each) ? JSON.stringify(each) : each)).join('\n');
}

function argumentIn(line: string): string {
  if (!line.startsWith('"')) return line;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'string' ? value : line;
  } catch {
    // A quote that nothing closes is a character like any other.
    return line;
  }
}

/** The arguments that lines stand for; blank lines count for nothing. */
export function argumentsIn(lines: string): readonly string[] {
  return lines
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(argumentIn);
}
