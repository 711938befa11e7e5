import type { Open, Outcome, QuoteBlock, Split } from './block.ts';
import {
  indentOf,
  interruptsParagraph,
  isBlank,
  isFootnoteDefinition,
  listMarker,
} from './lines.ts';

type OpenQuote = Extract<Open, { readonly kind: 'quote' }>;
type Step = (inner: Split, line: string) => Split;

/** Nesting of quotes that are split. Deeper ones are left to the library. */
const maxSplitDepth = 6;

/** The line without its `>`; null if it has none, or a tab where columns matter. */
function contentOf(line: string): string | null {
  const match = /^ {0,3}> ?(?![ ]*\t)(.*)$/.exec(line);
  return match?.[1] ?? null;
}

/** Starts a quote around `inner`, an empty document. `step` adds a line to it. */
export function startQuote(inner: Split, id: number, line: string, step: Step): Outcome {
  const content = contentOf(line);
  const text = `${line}\n`;
  if (content === null || inner.depth > maxSplitDepth) return { kind: 'unsure', text };
  const block: QuoteBlock = { kind: 'quote', id, inner: step(inner, content) };
  return { kind: 'open', open: { kind: 'quote', block, text } };
}

/** Reads a line while a quote is open. `settle` reads what is pending as if no more text came. */
export function stepQuote(
  open: OpenQuote,
  line: string,
  step: Step,
  settle: (inner: Split, step: Step) => Split,
): Outcome {
  if (isBlank(line)) return { kind: 'again' };
  const { block } = open;
  const text = `${open.text}${line}\n`;
  if (/^ {0,3}>/.test(line)) {
    const content = contentOf(line);
    if (content === null) return { kind: 'unsure', text };
    const grown = { ...block, inner: step(block.inner, content) };
    return { kind: 'open', open: { kind: 'quote', block: grown, text } };
  }
  if (isFootnoteDefinition(line)) return { kind: 'unsure', text };
  return endsQuote(settle(block.inner, step).open, line)
    ? { kind: 'again' }
    : { kind: 'unsure', text };
}

/** True if a line without `>` is certainly not a lazy continuation of the quote. */
function endsQuote(inner: Open, line: string): boolean {
  if (indentOf(line) > 3) return false;
  switch (inner.kind) {
    case 'none':
    case 'code':
    case 'html':
    case 'indented':
      return true;
    case 'paragraph':
      return interruptsParagraph(line);
    case 'fold':
      return endsQuote(inner.block.inner.open, line);
    case 'formula':
      return false;
    case 'list':
    case 'quote':
    case 'table':
    case 'unsure':
      return interruptsParagraph(line) && listMarker(line) === null;
  }
}
