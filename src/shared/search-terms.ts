import { foldCase, isAscii, normalize } from './search-fold.ts';
import type { CompiledTerm } from './search-match.ts';
import { partsOf, scanWords } from './search-words.ts';

/** Stands between the words of the second index column, so that no phrase runs from one word into the next. */
export const partsSeparator = '\u{e000}';

/** What is handed to the index for a text: terms with a space, or other ASCII that is no letter or digit, between. */
export interface IndexedText {
  /** All words, whole; runs of characters as overlapping pairs with the last one alone. */
  readonly words: string;
  /** The humps of camel-case words, each word followed by {@link partsSeparator}. */
  readonly parts: string;
}

/** ASCII signs would be separators to the index; these private characters stand for them there. */
const signTerms: Readonly<Record<string, string>> = { '++': '\u{e001}', '#': '\u{e002}' };

/** The term that an emoji, `++` or `#` is indexed as. */
function signTerm(sign: string): string {
  return signTerms[sign] ?? sign;
}

/** The terms of a run of characters. `ends`: the run ends here, so its last character is a term as well. */
function pairsOf(characters: readonly string[], ends: boolean): readonly string[] {
  const pairs: string[] = [];
  for (let at = 0; at + 1 < characters.length; at += 1) {
    pairs.push(`${characters[at]}${characters[at + 1]}`);
  }
  const last = characters.at(-1);
  if (ends && last !== undefined) pairs.push(last);
  return pairs;
}

/** Camel humps, signs and words too long for one term: where there is any, ASCII text is not simply its words. */
const special = /[a-z\d][A-Z]|[A-Z]{2}[a-z]|[A-Za-z\d](?:#|\+\+)|[A-Za-z\d]{65}/;

/** Turns a text into the terms that are indexed for it. */
export function indexedText(text: string): IndexedText {
  // Half of what is written is plain ASCII, and the index finds its words as well and faster.
  if (isAscii(text) && !special.test(text)) return { words: text.toLowerCase(), parts: '' };
  const normalized = normalize(text);
  const folded = foldCase(normalized);
  const words: string[] = [];
  const parts: string[] = [];
  scanWords(normalized, (kind, start, end, humped) => {
    const word = folded.slice(start, end);
    if (kind === 'characters') {
      words.push(...pairsOf(Array.from(word), true));
      return undefined;
    }
    words.push(kind === 'sign' ? signTerm(word) : word);
    if (!humped) return undefined;
    const humps = partsOf(normalized.slice(start, end));
    if (humps.length > 0) parts.push(...humps, partsSeparator);
    return undefined;
  });
  return { words: words.join(' '), parts: parts.join(' ') };
}

/** A phrase for the index. */
export interface IndexPhrase {
  readonly terms: readonly string[];
  /** The last term is only the beginning of one. */
  readonly open: boolean;
}

/** Turns the words of a query's term into the phrase that finds them in the index. */
export function indexPhrase(term: CompiledTerm): IndexPhrase {
  const terms: string[] = [];
  let { open } = term;
  for (const [index, word] of term.words.entries()) {
    const isLast = index === term.words.length - 1;
    if (word.kind !== 'characters') {
      terms.push(word.kind === 'sign' ? signTerm(word.text) : word.text);
      continue;
    }
    const characters = Array.from(word.text);
    terms.push(...pairsOf(characters, !isLast || characters.length === 1));
    // A single character begins a pair or is the last one of its run.
    if (isLast) open = characters.length === 1;
  }
  return { terms, open };
}
