import type { CompiledTerm } from '../../../shared/search/match.ts';
import type { PrefixRows, RowSet } from '../index/prefix-rows.ts';
import { indexPhrase } from '../search-terms.ts';

/** Terms contain only letters, digits, emoji and private characters, so nothing needs escaping. */
function phrase(terms: readonly string[], open: boolean): string {
  return `"${terms.join(' ')}"${open ? ' *' : ''}`;
}

/** Matches words, or humps of camel-case words, with this prefix. */
export function prefixExpression(prefix: string): string {
  // Without a column, both are searched.
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

/** The prefix, if a term is nothing else; otherwise null. */
function prefixOf(term: CompiledTerm): string | null {
  const [only] = term.words;
  if (!term.open || !term.humps || term.negated) return null;
  return only?.kind === 'word' && only.parts.length === 0 ? only.text : null;
}

/** What FTS5 is queried for: required and excluded terms; null if there are none. */
export interface MatchExpressions {
  readonly wanted: string | null;
  readonly unwanted: string | null;
  /** Further required terms, whose rows are already known. */
  readonly within: readonly RowSet[];
  /** The prefix, if it is the whole query and has to be looked up; otherwise null. */
  readonly prefix: string | null;
}

/** Writes the terms of a query in FTS5's syntax; terms that `prefixes` knows are left out. */
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
