import type { CompiledTerm } from '../../../shared/search-match.ts';
import { indexPhrase } from '../search-terms.ts';

/** Terms hold letters, digits, emoji and private characters only: nothing to escape. */
function phrase(terms: readonly string[], open: boolean): string {
  return `"${terms.join(' ')}"${open ? ' *' : ''}`;
}

function expressionOf(term: CompiledTerm): string {
  const { terms, open } = indexPhrase(term);
  const [only] = term.words;
  if (only === undefined || !term.humps || only.kind !== 'word')
    return `words : ${phrase(terms, open)}`;
  // Without a column it is looked for in both.
  if (only.parts.length === 0) return phrase(terms, open);
  return `(words : ${phrase(terms, open)} OR parts : ${phrase(only.parts, open)})`;
}

/** What FTS5 is asked for: all that is wanted and nothing that is not; null if there is no such condition. */
export interface MatchExpressions {
  readonly wanted: string | null;
  readonly unwanted: string | null;
}

/** Writes the terms of a query in the language of FTS5. */
export function matchExpressions(terms: readonly CompiledTerm[]): MatchExpressions {
  const usable = terms.filter((term) => term.words.length > 0);
  const wanted = usable.filter((term) => !term.negated).map(expressionOf);
  const unwanted = usable.filter((term) => term.negated).map(expressionOf);
  return {
    wanted: wanted.length === 0 ? null : wanted.join(' AND '),
    unwanted: unwanted.length === 0 ? null : unwanted.join(' OR '),
  };
}
