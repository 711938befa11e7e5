import { foldPieces, isFoldLine } from '../../../shared/markdown/fold-lines.ts';
import { formulaOpening } from '../../../shared/markdown/formula-lines.ts';
import type { FlowBlock, Open, Outcome, Split } from './block.ts';
import { cellElements, elementSteps, readingSteps } from '../budget/limits.ts';
import { count } from '../budget/work.ts';
import { ask, mayBegin } from './ask.ts';
import {
  holdsLesserMarker,
  indentOf,
  interruptsParagraph,
  isAtxHeading,
  isBlank,
  isDelimiterRow,
  isFootnoteDefinition,
  isLesserMarker,
  isLineOfOneTag,
  isSetextUnderline,
  isThematicBreak,
  listMarker,
  openingFence,
  openingHtml,
} from './lines.ts';
import { addPiece, allPieces } from './pieces.ts';
import {
  close,
  emptySplit,
  flushRest,
  isPlainParagraph,
  withoutLastEnding,
  withRoom,
} from './split-state.ts';
import { startCode, stepCode } from './step-code.ts';
import { continueFold, dissolveFold, stepPiece } from './step-fold.ts';
import {
  endsPending,
  giveUp,
  pendingOf,
  settlePending,
  startFormula,
  stepFormula,
} from './step-formula.ts';
import { finishedList, startList, stepList } from './step-list.ts';
import { pipesIn } from './wide-table.ts';
import { startQuote, stepQuote } from './step-quote.ts';
import { stepDelimiterRow } from './step-table.ts';

/** Minimum number of elements of a block, whether it is rendered or waits. */
const blockElements = 2;

/** Returns the document with one more whole line. Handles every construct at the top level. */
export function stepLine(split: Split, line: string): Split {
  if (split.after !== null) return { ...split, after: [...split.after, { kind: 'line', line }] };
  const { open } = split;
  switch (open.kind) {
    case 'none':
      return isBlank(line) ? split : startBlock(split, line);
    case 'paragraph':
      return stepParagraph(split, open, line);
    case 'code':
      return stepCode(split, open, line, stepLine);
    case 'html':
      return stepHtml(split, open, line);
    case 'indented':
      if (isBlank(line) || indentOf(line) > 3) return grow(split, open, line);
      if (isLesserMarker(line))
        return startUnsure(split, open.block.id, `${open.block.text}${line}\n`);
      return startBlock(closeOpen(split), line);
    case 'list':
      return settle(split, open.block.id, stepList(open, line), line);
    case 'table':
      return stepTable(split, open, line);
    case 'quote':
      return settle(split, open.block.id, stepQuote(open, line, stepLine, settlePending), line);
    case 'fold':
      return continueFold(split, open, stepLine(open.block.inner, line), stepLine);
    case 'formula':
      return stepFormula(split, open, line, stepLine);
    case 'unsure':
      return stepUnsure(split, open, line);
  }
}

/** Applies the outcome of a line in a container. */
function settle(split: Split, id: number, outcome: Outcome, line: string): Split {
  switch (outcome.kind) {
    case 'open':
      return { ...split, open: outcome.open };
    case 'again':
      return stepLine(closeOpen(withoutLastEnding(split)), line);
    case 'unsure':
      return startUnsure(split, id, outcome.text);
  }
}

/** Returns the document with a new block started by this non-blank line. */
function startBlock(before: Split, line: string): Split {
  if (isFoldLine(line))
    return foldPieces(line).reduce((state, piece) => stepPiece(state, piece, stepLine), before);
  const split = withRoom(before);
  count(blockElements * elementSteps + readingSteps);
  const id = split.nextId;
  const base = { ...split, nextId: id + 1 };
  const text = `${line}\n`;
  const flow: FlowBlock = { kind: 'flow', id, text };
  if (indentOf(line) > 3) return { ...base, open: { kind: 'indented', block: flow } };
  const fence = openingFence(line);
  if (fence !== null) return { ...base, open: startCode(id, line, fence) };
  if (isAtxHeading(line) || isThematicBreak(line)) return close(base, flow);
  const html = openingHtml(line) ?? (isLineOfOneTag(line) ? 'blank' : null);
  if (html !== null) return startHtml(base, flow, html, line);
  if (/^ {0,3}>/.test(line)) {
    const inner = emptySplit(split.depth + 1);
    return settle(base, id, startQuote(inner, id, line, stepLine), line);
  }
  const marker = listMarker(line);
  if (marker !== null) return { ...base, open: startList(id, marker, line) };
  if (isFootnoteDefinition(line)) return startUnsure(base, id, text);
  const opening = formulaOpening(line);
  if (opening !== null) return { ...base, open: startFormula(id, '', line, opening) };
  return {
    ...base,
    open: {
      kind: 'paragraph',
      block: { kind: 'paragraph', id, text },
      plain: isPlainParagraph(text),
    },
  };
}

/** Returns the document with its open block finished. */
export function closeOpen(split: Split): Split {
  const { open } = split;
  switch (open.kind) {
    case 'none':
      return split;
    case 'paragraph': {
      const { id, text } = open.block;
      return close(split, open.plain ? open.block : { kind: 'flow', id, text });
    }
    case 'formula':
      return closeOpen(giveUp(split, open, stepLine));
    case 'code':
      return pendingOf(open) === null
        ? close(split, flushRest(open.block))
        : closeOpen(giveUp(split, open, stepLine));
    case 'fold':
      return dissolveFold(split, open, closeOpen(open.block.inner));
    case 'table':
    case 'html':
    case 'indented':
    case 'unsure':
      return close(split, open.block);
    case 'list':
      return close(split, finishedList(open));
    case 'quote':
      return close(split, { ...open.block, inner: closeOpen(withoutLastEnding(open.block.inner)) });
  }
}

type OpenOf<K extends Open['kind']> = Extract<Open, { readonly kind: K }>;

function grow(split: Split, open: OpenOf<'html' | 'indented'>, line: string): Split {
  return {
    ...split,
    open: { ...open, block: { ...open.block, text: `${open.block.text}${line}\n` } },
  };
}

function stepParagraph(split: Split, open: OpenOf<'paragraph'>, line: string): Split {
  const { plain } = open;
  const { id, text } = open.block;
  if (isBlank(line)) return closeOpen(split);
  const longer = `${text}${line}\n`;
  const opening = formulaOpening(line);
  if (opening !== null) {
    return plain
      ? { ...split, open: startFormula(id, text, line, opening) }
      : startUnsure(split, id, longer);
  }
  if (isFootnoteDefinition(line)) return startUnsure(split, id, longer);
  if (isSetextUnderline(line)) {
    return plain
      ? close(split, { kind: 'flow', id, text: longer })
      : startUnsure(split, id, longer);
  }
  if (isDelimiterRow(line))
    return stepDelimiterRow(split, id, text, line) ?? startUnsure(split, id, longer);
  if (interruptsParagraph(line)) {
    const certain = plain && !holdsLesserMarker(line);
    return certain ? startBlock(closeOpen(split), line) : startUnsure(split, id, longer);
  }
  return { ...split, open: { ...open, block: { ...open.block, text: longer } } };
}

function startHtml(split: Split, block: FlowBlock, end: RegExp | 'blank', line: string): Split {
  if (end !== 'blank' && end.test(line)) return close(split, block);
  return { ...split, open: { kind: 'html', block, end } };
}

function stepHtml(split: Split, open: OpenOf<'html'>, line: string): Split {
  if (open.end === 'blank') return isBlank(line) ? closeOpen(split) : grow(split, open, line);
  const longer = grow(split, open, line);
  return open.end.test(line) ? closeOpen(longer) : longer;
}

function stepTable(split: Split, open: OpenOf<'table'>, line: string): Split {
  if (isBlank(line)) return closeOpen(split);
  const { block } = open;
  // A formula would end the table if it has an end, which is not known yet.
  if (formulaOpening(line) !== null) {
    const rows = block.head + allPieces(block.pieces).join('');
    return startUnsure(split, block.id, `${rows}${line}\n`);
  }
  const isRow = /^ {0,3}\|/.test(line) || ask(`${block.head}${line}\n`).length === 1;
  if (!isRow) return startBlock(closeOpen(split), line);
  count(pipesIn(line) * cellElements * elementSteps);
  const pieces = addPiece(block.pieces, `${line}\n`);
  return { ...split, open: { kind: 'table', block: { ...block, pieces } } };
}

/**
 * Starts a stretch whose structure a line alone does not determine (lazy continuation after unusual
 * content, definitions, footnotes). The library is asked, at first at each line, then less and less
 * often.
 */
function startUnsure(split: Split, id: number, text: string): Split {
  const block: FlowBlock = { kind: 'flow', id, text };
  return decide({ ...split, open: { kind: 'unsure', block, asked: 0 } }, block);
}

function stepUnsure(split: Split, open: OpenOf<'unsure'>, line: string): Split {
  const text = `${open.block.text}${line}\n`;
  const block = { ...open.block, text };
  const next: Split = { ...split, open: { ...open, block } };
  if (isBlank(line) || text.length < open.asked * 1.2) return next;
  return decide(next, block);
}

/** Closes all top-level blocks except the last, and re-reads its lines. */
function decide(split: Split, block: FlowBlock): Split {
  const all = ask(block.text);
  // A fold tag is a block of one line wherever it occurs, and the splitter handles it.
  const tag = all.findIndex(({ type }, index) => index > 0 && type === 'foldTag');
  const children = tag === -1 ? all : all.slice(0, tag + 1);
  const last = children.at(-1);
  const previous = children.at(-2);
  const asked = block.text.length < 2000 ? 0 : block.text.length;
  const unsure: Split = { ...split, open: { kind: 'unsure', block, asked } };
  if (last === undefined || previous === undefined) return unsure;
  const cut = block.text.lastIndexOf('\n', last.start) + 1;
  if (cut === 0) return unsure;
  if (endsPending(block.text.split('\n').slice(0, -1))) return unsure;
  const touching = last.type !== 'foldTag' && !block.text.slice(0, cut).endsWith('\n\n');
  if (touching && previous.type.endsWith('efinition')) return unsure;
  const lines = block.text.slice(cut, -1).split('\n');
  const first = startBlock({ ...split, open: { kind: 'none' } }, lines[0] ?? '').open.kind;
  if (!mayBegin(last.type, first)) return unsure;
  if (touching && holdsLesserMarker(lines[0] ?? '')) return unsure;
  let state = close(split, { ...block, text: block.text.slice(0, cut) });
  for (const line of lines) state = stepLine(state, line);
  return state;
}

/** Returns the finished document: its last line is complete, and nothing is open. */
export function finish(split: Split): Split {
  if (split.partial === '') return closeOpen(split);
  return closeOpen(withoutLastEnding(stepLine({ ...split, partial: '' }, split.partial)));
}
