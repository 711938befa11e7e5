import { openNest, stepNest } from '../../../shared/markdown/nested-fence.ts';
import { codeElements, elementSteps } from '../budget/limits.ts';
import { count } from '../budget/work.ts';
import type { CodeBlock, Open, Split } from './block.ts';
import { closesFence } from './lines.ts';
import { addPiece, noPieces } from './pieces.ts';
import { close, flushRest, stripIndent } from './split-state.ts';
import { giveUp } from './step-formula.ts';

type OpenCode = Extract<Open, { readonly kind: 'code' }>;

/** Number of lines per piece of code. */
const codeLines = 64;

/** Length beyond which a piece of code ends with the current line, in characters. */
const codeLength = 8000;

/** Starts fenced code with its opening line. */
export function startCode(id: number, line: string, fence: CodeBlock['fence']): OpenCode {
  count(codeElements * elementSteps);
  const block: CodeBlock = { kind: 'code', id, head: line, fence, pieces: noPieces, rest: '' };
  const fences = openNest(line);
  const nest = fences === null ? null : { fences, text: '' };
  return { kind: 'code', block, lines: 0, nest };
}

/** Returns the document with one more line in its open code. `step` adds a line to a document. */
export function stepCode(
  split: Split,
  open: OpenCode,
  line: string,
  step: (split: Split, line: string) => Split,
): Split {
  const { block } = open;
  let { nest } = open;
  if (nest === null) {
    if (closesFence(line, block.fence)) return close(split, flushRest(block));
  } else {
    const fences = stepNest(nest.fences, line);
    if (fences === null) return step(giveUp(split, open, step), line);
    if (fences.open.length === 0) return close(split, flushRest(block));
    nest = { fences, text: `${nest.text}${line}\n` };
  }
  const rest = `${block.rest}${stripIndent(line, block.fence.indent)}\n`;
  const lines = open.lines + 1;
  if (lines < codeLines && rest.length < codeLength)
    return { ...split, open: { ...open, block: { ...block, rest }, lines, nest } };
  const full = { ...block, pieces: addPiece(block.pieces, rest), rest: '' };
  return { ...split, open: { ...open, block: full, lines: 0, nest } };
}
