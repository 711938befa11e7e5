import { foldCase, foldUnit, isAscii, normalize } from '../../shared/search/fold.ts';
import type { CompiledTerm } from '../../shared/search/match.ts';
import { partsOf, scanWords, widthAt } from '../../shared/search/words.ts';

/** Separates the words of the second index column, so that no phrase spans two words. */
export const partsSeparator = '\u{e000}';

/**
 * The text given to the index: terms separated by a space or other ASCII that is not a letter or
 * digit.
 */
export interface IndexedText {
  /** All words, whole; runs of characters as overlapping pairs, plus the last character alone. */
  readonly words: string;
  /** The humps of camel-case words, each word followed by {@link partsSeparator}. */
  readonly parts: string;
}

/** The index would treat ASCII signs as separators, so these private characters replace them. */
const signTerms: Readonly<Record<string, string>> = { '++': '\u{e001}', '#': '\u{e002}' };

/** The index term for an emoji, `++` or `#`. */
function signTerm(sign: string): string {
  return signTerms[sign] ?? sign;
}

/**
 * The terms of a run of characters. `ends`: the run ends here, so its last character is a term too.
 */
function pairsOf(characters: readonly string[], ends: boolean): readonly string[] {
  const pairs: string[] = [];
  for (let at = 0; at + 1 < characters.length; at += 1) {
    pairs.push(`${characters[at]}${characters[at + 1]}`);
  }
  const last = characters.at(-1);
  if (ends && last !== undefined) pairs.push(last);
  return pairs;
}

/**
 * Camel humps, signs, and words too long for one term. ASCII text without any of these can be
 * indexed as it is.
 */
const special = /[a-z\d][A-Z]|[A-Z]{2}[a-z]|[A-Za-z\d](?:#|\+\+)|[A-Za-z\d]{65}/;

/** Terms as code units, one after the other; grows with the longest text so far. */
let room = new Uint16Array(1 << 16);
const space = 0x20;
/** A character becomes a pair and a space: at most three units each. */
const maxPerUnit = 3;

/** Collects case-folded terms, each followed by a space; `length` is that of the source text. */
function createTerms(length: number) {
  if (room.length < (length + 1) * maxPerUnit) room = new Uint16Array((length + 1) * maxPerUnit);
  const units = room;
  let count = 0;
  /** For letters beyond U+FFFF, two units have to be folded together. */
  const addWhole = (term: string): void => {
    for (let at = 0; at < term.length; at += 1) {
      units[count] = term.charCodeAt(at);
      count += 1;
    }
  };
  return {
    add(text: string, from: number, to: number): void {
      const first = count;
      for (let at = from; at < to; at += 1) {
        const unit = text.charCodeAt(at);
        if (unit >= 0xd800 && unit <= 0xdfff) {
          count = first;
          addWhole(foldCase(text.slice(from, to)));
          break;
        }
        units[count] = foldUnit(unit);
        count += 1;
      }
      units[count] = space;
      count += 1;
    },
    join: () => Buffer.from(units.buffer, 0, Math.max(0, count - 1) * 2).toString('utf16le'),
  };
}

/**
 * Converts a text to its index terms. The index ignores ASCII case and any other ASCII between
 * words.
 */
export function indexedText(text: string): IndexedText {
  // Half of all text is plain ASCII, and the index finds its words just as well, and faster.
  if (isAscii(text) && !special.test(text)) return { words: text, parts: '' };
  const normalized = normalize(text);
  const words = createTerms(normalized.length);
  const parts: string[] = [];
  scanWords(normalized, (kind, start, end, humped) => {
    if (kind === 'characters') {
      for (let from = start, next = 0; from < end; from = next) {
        next = from + widthAt(normalized, from);
        // Each character with the next one; the last one alone.
        words.add(normalized, from, next < end ? next + widthAt(normalized, next) : end);
      }
      return undefined;
    }
    if (kind === 'sign') {
      const term = signTerm(normalized.slice(start, end));
      words.add(term, 0, term.length);
      return undefined;
    }
    words.add(normalized, start, end);
    if (!humped) return undefined;
    const humps = partsOf(normalized.slice(start, end));
    if (humps.length > 0) parts.push(...humps, partsSeparator);
    return undefined;
  });
  return { words: words.join(), parts: parts.join(' ') };
}

/** A phrase to look up in the index. */
export interface IndexPhrase {
  readonly terms: readonly string[];
  /** True if the last term is only a prefix. */
  readonly open: boolean;
}

/** Converts the words of a query term to the phrase that finds them in the index. */
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
    // A single character starts a pair or is the last one of its run.
    if (isLast) open = characters.length === 1;
  }
  return { terms, open };
}
