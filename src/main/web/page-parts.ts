import { passagesOf, scoresFor, tokensOf, type Passage } from './passages.ts';

/** The part of a page that a model gets at a time. */
export type PagePart =
  | { readonly kind: 'whole'; readonly text: string }
  /** The passages most relevant to the question, in page order, with gaps marked. */
  | {
      readonly kind: 'passages';
      readonly text: string;
      readonly shown: number;
      readonly all: number;
      /** The number of parts of the page in order. */
      readonly pages: number;
    }
  /** One of the parts in order; `page` starts at 1. */
  | {
      readonly kind: 'page';
      readonly text: string;
      readonly page: number;
      readonly pages: number;
    }
  | { readonly kind: 'no_such_page'; readonly pages: number };

const gap = '[…]';

/** Divides the passages in order into parts of at most `budget` tokens. */
function inOrder(passages: readonly Passage[], budget: number): readonly (readonly Passage[])[] {
  const pages: Passage[][] = [];
  let used = Infinity;
  for (const passage of passages) {
    if (used + passage.tokens > budget) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(passage);
    used += passage.tokens;
  }
  return pages;
}

const joined = (passages: readonly Passage[]): string =>
  passages.map(({ text }) => text).join('\n\n');

/**
 * Picks the most relevant passages within the budget. Always includes the first, which introduces
 * the page.
 */
function picked(passages: readonly Passage[], question: string, budget: number): Set<number> {
  const scores = scoresFor(passages, question);
  const order = [...scores.keys()].toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const chosen = new Set<number>();
  let left = budget;
  for (const index of [0, ...order]) {
    const tokens = passages[index]?.tokens ?? 0;
    if (chosen.has(index) || tokens > left) continue;
    chosen.add(index);
    left -= tokens;
  }
  return chosen;
}

/**
 * Returns a part of a page that fits into `budget` tokens: the whole page, the most relevant
 * passages or a numbered part.
 */
export function partOf(
  text: string,
  wanted: { readonly page: number | null; readonly question: string; readonly budget: number },
): PagePart {
  const { page, question, budget } = wanted;
  if (tokensOf(text) <= budget && (page === null || page === 1)) return { kind: 'whole', text };
  const passages = passagesOf(text);
  const pages = inOrder(passages, budget);
  if (page !== null) {
    const part = pages[page - 1];
    return part === undefined
      ? { kind: 'no_such_page', pages: pages.length }
      : { kind: 'page', text: joined(part), page, pages: pages.length };
  }
  const chosen = picked(passages, question, budget);
  const pieces: string[] = [];
  for (const [index, passage] of passages.entries()) {
    if (chosen.has(index)) pieces.push(passage.text);
    else if (pieces.at(-1) !== gap) pieces.push(gap);
  }
  return {
    kind: 'passages',
    text: pieces.join('\n\n'),
    shown: chosen.size,
    all: passages.length,
    pages: pages.length,
  };
}
