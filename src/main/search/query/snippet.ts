import { plainSnippet } from './plain-snippet.ts';
import { findTerms, type CompiledTerm, type Range } from '../../../shared/search/match.ts';

/** About as much as two lines of a result hold; UTF-16 code units. */
const snippetLength = 200;
/** What is shown before the first place. */
const leadLength = 50;

/** A piece of a text on one line, with what was found in it. */
export interface Snippet {
  readonly snippet: string;
  readonly marks: readonly Range[];
}

/** The nearest place at or before `at` that cuts no word and no character in two. */
function cutBefore(text: string, at: number): number {
  if (at <= 0) return 0;
  for (let back = 0; back < 20 && at - back > 0; back += 1) {
    if (/\s/u.test(text.charAt(at - back - 1))) return at - back;
  }
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/** Cuts out the beginning of the text, or the surroundings of the first place where a term is. */
export function makeSnippet(text: string, terms: readonly CompiledTerm[]): Snippet {
  const places = findTerms(text, terms, snippetLength);
  const first = places[0]?.[0] ?? 0;
  const from =
    first + snippetLength <= leadLength + snippetLength ? 0 : cutBefore(text, first - leadLength);
  const wantedEnd = Math.min(text.length, from + snippetLength);
  const to = wantedEnd === text.length ? wantedEnd : Math.max(cutBefore(text, wantedEnd), from);
  const before = from > 0 ? '…' : '';
  const after = to < text.length ? '…' : '';
  const shift = before.length - from;
  return plainSnippet({
    snippet: `${before}${text.slice(from, to)}${after}`,
    marks: places.flatMap(([start, end]): readonly Range[] =>
      start < to ? [[start + shift, Math.min(end, to) + shift]] : [],
    ),
  });
}
