import { isFoldLine } from './fold-lines.ts';
import { formulaOpening, formulaStep, maxFormulaLength, maxFormulaLines } from './formula-lines.ts';
import { openNest, stepNest } from './nested-fence.ts';

/** What a block of whole lines is, and which line (from 1) is its last. */
export interface LineBlock {
  readonly kind: 'formula' | 'fence';
  readonly last: number;
  /** Columns before the first line that every line of the container has lost already, and its own indent. */
  readonly indent: number;
}

/** The lines of a text, for constructs that have to know how they end before they begin. */
export interface SourceLines {
  /** The block that begins on a line whose container's content starts at a column (both from 1), or null. */
  readonly blockAt: (line: number, contentColumn: number, column: number) => LineBlock | null;
  /** True when a line is one of `<details>` and `<summary>` tags from there on. */
  readonly isFoldAt: (line: number, contentColumn: number) => boolean;
}

/** What must stand at the start of a line that belongs to the same container. */
type Step = { readonly kind: 'quote' } | { readonly kind: 'indent'; readonly width: number };

function stepsOf(base: string): readonly Step[] | null {
  if (base.includes('\t')) return null;
  return [...base.matchAll(/ {0,3}> ?|[^>]+/g)].map(([part]): Step =>
    part.includes('>') ? { kind: 'quote' } : { kind: 'indent', width: part.length },
  );
}

/** The content of a line in the container, or null when it is not in it. */
function contentIn(steps: readonly Step[], line: string): string | null {
  let rest = line;
  for (const step of steps) {
    if (step.kind === 'quote') {
      const mark = /^ {0,3}> ?/.exec(rest)?.[0];
      if (mark === undefined) return null;
      rest = rest.slice(mark.length);
    } else if (rest.trim() === '') {
      rest = '';
    } else if (rest.startsWith(' '.repeat(step.width))) {
      rest = rest.slice(step.width);
    } else {
      return null;
    }
  }
  return rest;
}

/** Reads a text by lines; nothing is read before it is asked for. */
export function sourceLines(text: string): SourceLines {
  const lines = text.split(/\r\n?|\n/);
  const known = new Map<string, LineBlock | null>();
  const find = (line: number, contentColumn: number, column: number): LineBlock | null => {
    const first = lines[line - 1] ?? '';
    const steps = stepsOf(first.slice(0, contentColumn - 1));
    if (steps === null) return null;
    const content = (at: number): string | null => {
      const next = lines[at];
      return next === undefined ? null : contentIn(steps, next);
    };
    const head = first.slice(contentColumn - 1);
    const indent = column - contentColumn;
    const formula = findFormula(head, line, content);
    if (formula !== 0) return { kind: 'formula', last: formula, indent };
    const fence = findFence(head, line, content);
    return fence === 0 ? null : { kind: 'fence', last: fence, indent };
  };
  return {
    blockAt(line, contentColumn, column) {
      const key = `${line}:${contentColumn}:${column}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const found = find(line, contentColumn, column);
      known.set(key, found);
      return found;
    },
    isFoldAt: (line, contentColumn) => isFoldLine((lines[line - 1] ?? '').slice(contentColumn - 1)),
  };
}

type Content = (index: number) => string | null;

function findFormula(head: string, line: number, content: Content): number {
  const opening = formulaOpening(head);
  if (opening === null) return 0;
  let length = head.length;
  for (let at = line; at < line + maxFormulaLines; at += 1) {
    const next = content(at);
    if (next === null) return 0;
    length += next.length + 1;
    if (length > maxFormulaLength) return 0;
    const step = formulaStep(opening, next);
    if (step !== 'inside') return step === 'end' ? at + 1 : 0;
  }
  return 0;
}

/** Only a fence that has others in it; a plain one is the library's. */
function findFence(head: string, line: number, content: Content): number {
  let nest = openNest(head);
  for (let at = line; nest !== null; at += 1) {
    const next = content(at);
    if (next === null) return 0;
    nest = stepNest(nest, next);
    if (nest?.open.length === 0) return nest.inner === 0 ? 0 : at + 1;
  }
  return 0;
}
