import { foldCase, normalize } from '../../shared/search/fold.ts';
import { scanWords } from '../../shared/search/words.ts';

/** A piece of a page that is read as a whole. */
export interface Passage {
  readonly text: string;
  /** An estimate. */
  readonly tokens: number;
}

/** Passages are joined up to about this size, and longer blocks are cut, in characters. */
const usualPassage = 1200;
const longestPassage = 4000;

/** BM25 with its usual constants. */
const saturation = 1.2;
const lengthWeight = 0.75;

const dense =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/gu;

/** Estimates the tokens of a text, and rather overestimates them. */
export function tokensOf(text: string): number {
  const characters = text.match(dense)?.length ?? 0;
  return Math.ceil((text.length - characters) / 3.6 + characters);
}

function cut(block: string): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < block.length;) {
    const end = block.length - at <= longestPassage ? block.length : at + longestPassage;
    const newline = end === block.length ? -1 : block.lastIndexOf('\n', end);
    const space = end === block.length ? -1 : block.lastIndexOf(' ', end);
    const place = [newline, space].find((each) => each > at + longestPassage / 2) ?? end;
    pieces.push(block.slice(at, place));
    at = place;
  }
  return pieces;
}

/** Splits Markdown into blocks. A fenced code block is one block. */
function blocksOf(text: string): readonly string[] {
  const blocks: string[] = [];
  let block: string[] = [];
  let fence: string | null = null;
  const end = (): void => {
    if (block.length > 0) blocks.push(block.join('\n'));
    block = [];
  };
  for (const line of text.split('\n')) {
    const [mark = null] = /^\s{0,3}(?:`{3,}|~{3,})/.exec(line) ?? [];
    if (mark !== null) {
      const kind = mark.trim();
      if (fence === null) fence = kind;
      else if (kind.startsWith(fence)) fence = null;
    }
    if (line.trim() === '' && fence === null) end();
    else block.push(line);
  }
  end();
  return blocks;
}

/** Splits a text into passages in order. A heading starts a new passage. */
export function passagesOf(text: string): readonly Passage[] {
  const passages: string[] = [];
  let passage = '';
  const end = (): void => {
    if (passage !== '') passages.push(passage);
    passage = '';
  };
  for (const block of blocksOf(text).flatMap(cut)) {
    const isHeading = /^#{1,6} /.test(block);
    const isOnlyHeading = /^#{1,6} [^\n]*$/.test(passage);
    if (isHeading || (passage.length + block.length > usualPassage && !isOnlyHeading)) end();
    passage = passage === '' ? block : `${passage}\n\n${block}`;
  }
  end();
  return passages.map((each) => ({ text: each, tokens: tokensOf(each) }));
}

/**
 * Returns the terms for the search: case-folded words, and character pairs for scripts without
 * spaces.
 */
function termsOf(text: string): readonly string[] {
  const plain = normalize(text);
  const terms: string[] = [];
  scanWords(plain, (kind, start, end) => {
    const word = foldCase(plain.slice(start, end));
    if (kind === 'characters') {
      const characters = Array.from(word);
      if (characters.length === 1) terms.push(word);
      for (let at = 1; at < characters.length; at += 1) {
        terms.push(`${characters[at - 1] ?? ''}${characters[at] ?? ''}`);
      }
    } else terms.push(word);
    return false;
  });
  return terms;
}

/** Scores each passage against a question; all 0 if none contains its words. */
export function scoresFor(
  passages: readonly Pick<Passage, 'text'>[],
  question: string,
): readonly number[] {
  const wanted = new Set(termsOf(question));
  const counted = passages.map(({ text }) => {
    const terms = termsOf(text);
    const counts = new Map<string, number>();
    for (const term of terms) {
      if (wanted.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    return { length: terms.length, counts };
  });
  const usual = counted.reduce((sum, { length }) => sum + length, 0) / Math.max(1, counted.length);
  const rarity = new Map<string, number>();
  for (const term of wanted) {
    const having = counted.filter(({ counts }) => counts.has(term)).length;
    rarity.set(term, Math.log(1 + (passages.length - having + 0.5) / (having + 0.5)));
  }
  return counted.map(({ length, counts }) => {
    let score = 0;
    for (const [term, count] of counts) {
      const norm = saturation * (1 - lengthWeight + (lengthWeight * length) / Math.max(1, usual));
      score += ((rarity.get(term) ?? 0) * count * (saturation + 1)) / (count + norm);
    }
    return score;
  });
}
