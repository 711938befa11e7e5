import { isFoldLine } from './fold-lines.ts';
import { formulaOpening, formulaStep, maxFormulaLength, maxFormulaLines } from './formula-lines.ts';
import { openNest, stepNest } from './nested-fence.ts';

/** The kind of a block of whole lines, and its last line (from 1). */
export interface LineBlock {
  readonly kind: 'formula' | 'fence';
  readonly last: number;
  /**
   * The columns that the container has already stripped from every line, and the indent of the
   * first line itself.
   */
  readonly indent: number;
}

/** The lines of a text, for constructs that must know their end before they start. */
export interface SourceLines {
  /**
   * The block that starts on a line, or null. The container's content starts at `contentColumn`;
   * lines and columns count from 1.
   */
  readonly blockAt: (line: number, contentColumn: number, column: number) => LineBlock | null;
  /** True if the rest of the line consists of `<details>` and `<summary>` tags. */
  readonly isFoldAt: (line: number, contentColumn: number) => boolean;
}

/** The prefix that a line needs to belong to the same container. */
type Step = { readonly kind: 'quote' } | { readonly kind: 'indent'; readonly width: number };

function stepsOf(base: string): readonly Step[] | null {
  if (base.includes('\t')) return null;
  return [...base.matchAll(/ {0,3}> ?|[^>]+/g)].map(([part]): Step =>
    part.includes('>') ? { kind: 'quote' } : { kind: 'indent', width: part.length },
  );
}

/** The content of a line inside the container, or null if it is outside. */
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

/** Reads the lines of a text on demand. */
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

/** Finds a fence with nested fences. The library handles plain ones. */
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
