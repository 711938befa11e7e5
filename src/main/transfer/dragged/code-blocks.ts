/** A block of code in a text, without the signs around it. */
export interface CodeBlock {
  /** What stands behind the opening signs; '' for nothing, or for indented code. */
  readonly info: string;
  readonly code: string;
}

/** An opening fence, and what stands before it in each line of its block. */
interface Fence {
  readonly sign: string;
  readonly count: number;
  readonly info: string;
  readonly quotes: number;
  /** Of the code behind the last quote mark. */
  readonly indent: number;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/** The length of the mark of a list item at a place in a line; 0 if there is none. */
function markLength(line: string, at: number): number {
  const sign = line[at] ?? '';
  if (sign === '-' || sign === '*' || sign === '+') return isBlank(line[at + 1]) ? 1 : 0;
  let end = at;
  while (end - at < 9 && /^\d$/u.test(line[end] ?? '')) end += 1;
  const isNumber = end > at && (line[end] === '.' || line[end] === ')') && isBlank(line[end + 1]);
  return isNumber ? end + 1 - at : 0;
}

function signsAt(line: string, at: number, sign: string): number {
  let count = 0;
  while (line[at + count] === sign) count += 1;
  return count;
}

/** Reads a line as the beginning of a fenced block; null if it is none. */
function fenceOf(line: string): Fence | null {
  let at = 0;
  let quotes = 0;
  let start = 0;
  for (;;) {
    while (isBlank(line[at])) at += 1;
    if (line[at] === '>') {
      quotes += 1;
      at += isBlank(line[at + 1]) ? 2 : 1;
      start = at;
      continue;
    }
    const mark = markLength(line, at);
    if (mark === 0) break;
    at += mark;
  }
  const sign = line[at] ?? '';
  if (sign !== '`' && sign !== '~') return null;
  const count = signsAt(line, at, sign);
  const info = line.slice(at + count).trim();
  if (count < 3 || (sign === '`' && info.includes('`'))) return null;
  return { sign, count, info, quotes, indent: at - start };
}

/** A line of a block without quote marks and indentation. */
function inside(line: string, { quotes, indent }: Pick<Fence, 'quotes' | 'indent'>): string {
  let at = 0;
  for (let quote = 0; quote < quotes; quote += 1) {
    let next = at;
    while (isBlank(line[next])) next += 1;
    if (line[next] !== '>') break;
    at = next + (isBlank(line[next + 1]) ? 2 : 1);
  }
  const end = at + indent;
  while (at < end && isBlank(line[at])) at += 1;
  return line.slice(at);
}

function isClosing(line: string, { sign, count }: Fence): boolean {
  const text = line.trim();
  return text.length >= count && signsAt(text, 0, sign) === text.length;
}

function fenced(lines: readonly string[]): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: Fence | null = null;
  let code: string[] = [];
  const end = (): void => {
    if (open !== null) blocks.push({ info: open.info, code: code.join('\n') });
    open = null;
    code = [];
  };
  for (const line of lines) {
    if (open === null) {
      open = fenceOf(line);
      continue;
    }
    const text = inside(line, open);
    if (isClosing(text, open)) end();
    else code.push(text);
  }
  end();
  return blocks;
}

/** Runs of lines that are indented by four spaces or a tab. */
function indented(lines: readonly string[]): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let code: string[] = [];
  for (const line of [...lines, 'end']) {
    const isCode = line.startsWith('    ') || line.startsWith('\t');
    if (isCode) code.push(line.startsWith('\t') ? line.slice(1) : line.slice(4));
    else if (line.trim() === '' && code.length > 0) code.push('');
    else {
      if (code.length > 0) blocks.push({ info: '', code: code.join('\n').trimEnd() });
      code = [];
    }
  }
  return blocks;
}

/**
 * Everything in a text that may be a block of code, in time that grows with its length. It reads
 * less strictly than Markdown; callers know which code they want.
 */
export function codeBlocks(text: string): readonly CodeBlock[] {
  const lines = text.split(/\r\n|\r|\n/u);
  return [...fenced(lines), ...indented(lines)];
}
