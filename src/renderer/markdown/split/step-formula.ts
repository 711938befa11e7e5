import type { CodeBlock, Open, Split } from './block.ts';
import {
  formulaOpening,
  formulaStep,
  maxFormulaLength,
  maxFormulaLines,
} from '../../../shared/markdown/formula-lines.ts';
import type { FormulaOpening, FormulaStep } from '../../../shared/markdown/formula-lines.ts';
import { openNest, stepNest } from '../../../shared/markdown/nested-fence.ts';
import { noPieces } from './pieces.ts';
import { close, isPlainParagraph, withRoom } from './split-state.ts';

type OpenFormula = Extract<Open, { readonly kind: 'formula' }>;
type OpenCode = Extract<Open, { readonly kind: 'code' }>;
type Step = (split: Split, line: string) => Split;

/** Starts a formula of several lines after the paragraph `before` (or '') that it interrupts. */
export function startFormula(
  id: number,
  before: string,
  line: string,
  opening: FormulaOpening,
): OpenFormula {
  const block = { kind: 'formula', id, before, text: `${line}\n` } as const;
  return { kind: 'formula', block, opening, lines: 0 };
}

/** The effect of one more line on a formula, within the limits of `source-lines.ts`. */
function nextFormulaStep({ block, opening, lines }: OpenFormula, line: string): FormulaStep {
  if (lines >= maxFormulaLines || block.text.length + line.length > maxFormulaLength) return 'none';
  return formulaStep(opening, line);
}

/** The open block if it is read differently without an end; otherwise null. */
export function pendingOf(open: Open): OpenFormula | OpenCode | null {
  if (open.kind === 'formula') return open;
  return open.kind === 'code' && (open.nest?.fences.inner ?? 0) > 0 ? open : null;
}

/**
 * Re-reads a pending block as it is without an end: a formula becomes a paragraph and what follows
 * it, and a Markdown fence ends by the CommonMark rules.
 */
export function giveUp(split: Split, open: OpenFormula | OpenCode, step: Step): Split {
  const text = open.kind === 'formula' ? open.block.text : (open.nest?.text ?? '');
  const lines = text.split('\n').slice(0, -1);
  let state: Split;
  if (open.kind === 'formula') {
    const { id, before } = open.block;
    const block = { kind: 'paragraph', id, text: `${before}${lines.shift() ?? ''}\n` } as const;
    const plain = isPlainParagraph(block.text);
    state = { ...split, open: { kind: 'paragraph', block, plain } };
  } else {
    const block: CodeBlock = { ...open.block, pieces: noPieces, rest: '' };
    state = { ...split, open: { kind: 'code', block, lines: 0, nest: null } };
  }
  for (const line of lines) state = step(state, line);
  return state;
}

/** Returns the document with one more line after an open formula. */
export function stepFormula(split: Split, open: OpenFormula, line: string, step: Step): Split {
  const { id, before, text } = open.block;
  const longer = `${text}${line}\n`;
  switch (nextFormulaStep(open, line)) {
    case 'inside':
      return {
        ...split,
        open: { ...open, block: { ...open.block, text: longer }, lines: open.lines + 1 },
      };
    case 'none':
      return step(giveUp(split, open, step), line);
    case 'end': {
      if (before === '') return close(split, { kind: 'flow', id, text: longer });
      const closed = withRoom(close(split, { kind: 'paragraph', id, text: before }));
      const next = closed.nextId;
      return close({ ...closed, nextId: next + 1 }, { kind: 'flow', id: next, text: longer });
    }
  }
}

/** Reads pending blocks at the end of a document, or of its folds, as if no more text came. */
export function settlePending(split: Split, step: Step): Split {
  let state = split;
  for (let open = pendingOf(state.open); open !== null; open = pendingOf(state.open))
    state = giveUp(state, open, step);
  if (state.open.kind !== 'fold') return state;
  const { block } = state.open;
  const inner = settlePending(block.inner, step);
  return inner === block.inner
    ? state
    : { ...state, open: { kind: 'fold', block: { ...block, inner } } };
}

/** True if the lines end inside a formula, or inside a Markdown fence with nested fences. */
export function endsPending(lines: readonly string[]): boolean {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const opening = formulaOpening(line);
    const end = opening === null ? fenceEnd(lines, at) : formulaEnd(opening, lines, at);
    if (end === 'open') return true;
    at = Math.max(at, end);
  }
  return false;
}

/** The index of the last line of the formula; the start index if it is not one. */
function formulaEnd(
  opening: FormulaOpening,
  lines: readonly string[],
  from: number,
): number | 'open' {
  for (let at = from + 1; at < lines.length && at <= from + maxFormulaLines; at += 1) {
    const step = formulaStep(opening, lines[at] ?? '');
    if (step !== 'inside') return step === 'end' ? at : from;
  }
  return lines.length > from + maxFormulaLines ? from : 'open';
}

function fenceEnd(lines: readonly string[], from: number): number | 'open' {
  let nest = openNest(lines[from] ?? '');
  if (nest === null) return from;
  for (let at = from + 1; at < lines.length; at += 1) {
    nest = stepNest(nest, lines[at] ?? '');
    if (nest === null) return from;
    if (nest.open.length === 0) return at;
  }
  return nest.inner > 0 ? 'open' : from;
}
