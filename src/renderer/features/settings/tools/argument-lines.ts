/**
 * Matches arguments that need quotes: empty ones, and those with outer blanks, line breaks or a
 * leading quote.
 */
const needsQuotes = /^$|^["\s]|\s$|[\r\n]/u;

/** Formats arguments for editing, one per line. */
export function linesOf(args: readonly string[]): string {
  return args.map((each) => (needsQuotes.test(each) ? JSON.stringify(each) : each)).join('\n');
}

function argumentIn(line: string): string {
  if (!line.startsWith('"')) return line;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'string' ? value : line;
  } catch {
    // An unclosed quote is an ordinary character.
    return line;
  }
}

/** Parses one argument per line. Blank lines are ignored. */
export function argumentsIn(lines: string): readonly string[] {
  return lines
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(argumentIn);
}
