import { foldCase, normalize, normalizeWithOrigin } from './fold.ts';
import type { SearchTerm } from './query.ts';
import { humpsOf, partsOf, scanWords, type WordKind } from './words.ts';

/** One word of a term. Adjacent words of a term have to be adjacent in the text. */
export interface TermWord {
  readonly kind: WordKind;
  /** Folded text. */
  readonly text: string;
  /** The camel humps; empty for a plain word. */
  readonly parts: readonly string[];
}

/** A term prepared for matching. */
export interface CompiledTerm {
  readonly words: readonly TermWord[];
  /** True if longer words that start with the last word match, too. */
  readonly open: boolean;
  /** True if the humps of camel-case words count as words. */
  readonly humps: boolean;
  readonly negated: boolean;
}

/** Length of the shortest prefix. A single letter starts too many words to be useful. */
const shortestPrefix = 2;

/** Splits a term into words. `words` is empty if the term is only punctuation. */
export function compileTerm(term: SearchTerm): CompiledTerm {
  const normalized = normalize(term.text);
  const folded = foldCase(normalized);
  const words: TermWord[] = [];
  scanWords(normalized, (kind, start, end, humped) => {
    const parts = humped ? partsOf(normalized.slice(start, end)) : [];
    words.push({ kind, text: folded.slice(start, end), parts });
    return undefined;
  });
  const last = words.at(-1);
  const open = term.open && last?.kind === 'word' && last.text.length >= shortestPrefix;
  return { words, open, humps: !term.quoted && words.length === 1, negated: term.negated };
}

/** Start and end, in UTF-16 code units. */
export type Range = readonly [start: number, end: number];

interface SeenWord {
  readonly kind: WordKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Finds one word of a term in one word of the text; null if it does not match. */
function placeIn(
  seen: SeenWord,
  wanted: TermWord,
  isFirst: boolean,
  isLast: boolean,
  open: boolean,
): Range | null {
  if (seen.kind !== wanted.kind) return null;
  const { text, start, end } = seen;
  if (seen.kind === 'characters') {
    if (isFirst && !isLast) {
      return text.endsWith(wanted.text) ? [end - wanted.text.length, end] : null;
    }
    if (isLast && text.startsWith(wanted.text)) return [start, start + wanted.text.length];
    return text === wanted.text ? [start, end] : null;
  }
  if (text === wanted.text) return [start, end];
  return isLast && open && text.startsWith(wanted.text)
    ? [start, start + wanted.text.length]
    : null;
}

function* charactersIn(seen: SeenWord, wanted: string): Generator<Range> {
  let at = seen.text.indexOf(wanted);
  while (at !== -1) {
    yield [seen.start + at, seen.start + at + wanted.length];
    at = seen.text.indexOf(wanted, at + wanted.length);
  }
}

/** Matches the parts of `wanted` against the humps of one word. */
function* humpsIn(word: string, start: number, wanted: TermWord, open: boolean): Generator<Range> {
  const starts = [0, ...humpsOf(word)];
  if (starts.length === 1) return;
  const parts = partsOf(word);
  const looked = wanted.parts.length > 0 ? wanted.parts : [wanted.text];
  for (let at = 0; at + looked.length <= parts.length; at += 1) {
    const fits = looked.every((part, index) => {
      const other = parts[at + index] ?? '';
      return index === looked.length - 1 && open ? other.startsWith(part) : other === part;
    });
    const last = at + looked.length - 1;
    if (fits) {
      yield [start + (starts[at] ?? 0), start + (starts[last] ?? 0) + (looked.at(-1) ?? '').length];
    }
  }
}

/** Finds matches that end with the last word seen. */
function* endingWith(
  seen: readonly SeenWord[],
  normalized: string,
  humped: boolean,
  term: CompiledTerm,
): Generator<Range> {
  const count = term.words.length;
  const last = seen.at(-1);
  const only = term.words[0];
  if (last === undefined || only === undefined || seen.length < count) return;
  if (count === 1 && only.kind === 'characters') {
    if (last.kind === 'characters') yield* charactersIn(last, only.text);
    return;
  }
  let start = -1;
  let end = -1;
  let fits = true;
  for (let index = 0; index < count && fits; index += 1) {
    const word = seen[seen.length - count + index];
    const wanted = term.words[index];
    if (word === undefined || wanted === undefined) return;
    const place = placeIn(word, wanted, index === 0, index === count - 1, term.open);
    fits = place !== null;
    if (place !== null && index === 0) start = place[0];
    if (place !== null) end = place[1];
  }
  if (fits) yield [start, end];
  else if (humped && term.humps && only.kind === 'word') {
    yield* humpsIn(normalized.slice(last.start, last.end), last.start, only, term.open);
  }
}

/** Sorts ranges and merges overlapping ones. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1);
    if (last !== undefined && range[0] < last[1]) {
      result[result.length - 1] = [last[0], Math.max(last[1], range[1])];
    } else result.push(range);
  }
  return result;
}

/**
 * Finds the terms in `text`, except negated ones. Returns ranges in order that do not overlap.
 * Searches no further than `reach` code units past the first match.
 */
export function findTerms(
  text: string,
  terms: readonly CompiledTerm[],
  reach = Number.POSITIVE_INFINITY,
): readonly Range[] {
  const wanted = terms.filter((term) => !term.negated && term.words.length > 0);
  if (wanted.length === 0) return [];
  const { normalized, origin } = normalizeWithOrigin(text);
  const folded = foldCase(normalized);
  const longest = Math.max(...wanted.map((term) => term.words.length));
  const seen: SeenWord[] = [];
  const found: Range[] = [];
  scanWords(normalized, (kind, start, end, humped) => {
    const first = found[0];
    if (first !== undefined && start > first[0] + reach) return true;
    if (seen.length === longest) seen.shift();
    seen.push({ kind, text: folded.slice(start, end), start, end });
    for (const term of wanted) found.push(...endingWith(seen, normalized, humped, term));
    return undefined;
  });
  if (origin === null) return joined(found);
  // A range ends where the next character begins, because its last character may have had marks.
  return joined(found.map(([start, end]) => [origin[start] ?? 0, endInOrigin(origin, end)]));
}

function endInOrigin(origin: Uint32Array, end: number): number {
  const last = origin[end - 1] ?? 0;
  let at = end;
  // Several units may come from one character (ﬁ). Its end is where a later one begins.
  while (at < origin.length - 1 && origin[at] === last) at += 1;
  return origin[at] ?? 0;
}
