import { plainSnippet } from './plain-snippet.ts';
import { findTerms, type CompiledTerm, type Range } from '../../../shared/search/match.ts';

/** About two lines of a result (UTF-16 code units). */
const snippetLength = 200;
/** How much is shown before the first match. */
const leadLength = 50;

/** An excerpt of a text on one line, with the matches in it. */
export interface Snippet {
  readonly snippet: string;
  readonly marks: readonly Range[];
}

/** The nearest position at or before `at` that splits no word and no character. */
function cutBefore(text: string, at: number): number {
  if (at <= 0) return 0;
  for (let back = 0; back < 20 && at - back > 0; back += 1) {
    if (/\s/u.test(text.charAt(at - back - 1))) return at - back;
  }
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/** Cuts out the beginning of the text, or the surroundings of the first match. */
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
