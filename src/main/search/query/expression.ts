import type { CompiledTerm } from '../../../shared/search/match.ts';
import type { PrefixRows, RowSet } from '../index/prefix-rows.ts';
import { indexPhrase } from '../search-terms.ts';

/** Terms hold letters, digits, emoji and private characters only: nothing to escape. */
function phrase(terms: readonly string[], open: boolean): string {
  return `"${terms.join(' ')}"${open ? ' *' : ''}`;
}

/** Asks for words, whole or humps of others, that begin so. */
export function prefixExpression(prefix: string): string {
  // Without a column it is looked for in both.
  return phrase([prefix], true);
}

function expressionOf(term: CompiledTerm): string {
  const { terms, open } = indexPhrase(term);
  const [only] = term.words;
  if (only === undefined || !term.humps || only.kind !== 'word')
    return `words : ${phrase(terms, open)}`;
  if (only.parts.length === 0) return phrase(terms, open);
  return `(words : ${phrase(terms, open)} OR parts : ${phrase(only.parts, open)})`;
}

/** The beginning of a word that a term is; null if it is anything else. */
function prefixOf(term: CompiledTerm): string | null {
  const [only] = term.words;
  if (!term.open || !term.humps || term.negated) return null;
  return only?.kind === 'word' && only.parts.length === 0 ? only.text : null;
}

/** What FTS5 is asked for: all that is wanted and nothing that is not; null if there is no such condition. */
export interface MatchExpressions {
  readonly wanted: string | null;
  readonly unwanted: string | null;
  /** Wanted as well, and known without asking. */
  readonly within: readonly RowSet[];
  /** All that is wanted is words that begin so, which had to be asked for; else null. */
  readonly prefix: string | null;
}

/** Writes the terms of a query in the language of FTS5; what `prefixes` knows is left out. */
export function matchExpressions(
  terms: readonly CompiledTerm[],
  prefixes: PrefixRows,
): MatchExpressions {
  const usable = terms.filter((term) => term.words.length > 0);
  const asked: CompiledTerm[] = [];
  const within: RowSet[] = [];
  for (const term of usable) {
    if (term.negated) continue;
    const prefix = prefixOf(term);
    const known = prefix === null ? null : prefixes.of(prefix);
    if (known === null) asked.push(term);
    else within.push(known);
  }
  const unwanted = usable.filter((term) => term.negated).map(expressionOf);
  const [first] = asked;
  const isAlone = usable.length === 1 && first !== undefined;
  return {
    wanted: asked.length === 0 ? null : asked.map(expressionOf).join(' AND '),
    unwanted: unwanted.length === 0 ? null : unwanted.join(' OR '),
    within,
    prefix: isAlone ? prefixOf(first) : null,
  };
}
