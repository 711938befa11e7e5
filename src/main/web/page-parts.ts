import { passagesOf, scoresFor, tokensOf, type Passage } from './passages.ts';

/** What of a page a model gets at a time. */
export type PagePart =
  | { readonly kind: 'whole'; readonly text: string }
  /** The passages that fit the question best, in the order of the page, with gaps marked. */
  | {
      readonly kind: 'passages';
      readonly text: string;
      readonly shown: number;
      readonly all: number;
      /** How many parts the page has when it is read in order. */
      readonly pages: number;
    }
  /** One of the parts in order; `page` counts from 1. */
  | {
      readonly kind: 'page';
      readonly text: string;
      readonly page: number;
      readonly pages: number;
    }
  | { readonly kind: 'no_such_page'; readonly pages: number };

const gap = '[…]';

/** Parts of at most `budget` tokens, in order. */
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

/** The best passages within the budget; the first one, which says what the page is, always among them. */
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

/** Takes the part of a page that fits into `budget` tokens: all of it, what fits the question, or a numbered part. */
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
