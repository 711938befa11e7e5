/**
 * A parsed search query; docs/search.md documents the syntax. Parsing never throws: problems with
 * filters are listed in `problems`, and the rest of the query works without them.
 */
export interface SearchQuery {
  readonly terms: readonly SearchTerm[];
  readonly filters: readonly SearchFilter[];
  readonly problems: readonly SearchProblem[];
}

/** Words to find, adjacent to each other if there are several (`std::move`). */
export interface SearchTerm {
  readonly text: string;
  readonly negated: boolean;
  /** In quotation marks: matches whole words only. */
  readonly quoted: boolean;
  /** Still being typed, or ends in `*`: longer words with this prefix match, too. */
  readonly open: boolean;
  /** Its offset in the query, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** `start` and `end` are its offsets in the query, in UTF-16 code units. */
export type SearchFilter = {
  readonly negated: boolean;
  readonly start: number;
  readonly end: number;
} & (
  | { readonly kind: 'in'; readonly folder: string }
  | { readonly kind: 'from'; readonly role: 'user' | 'assistant' }
  | { readonly kind: 'model'; readonly name: string }
  /** In ms since the epoch; `from` is inclusive, `to` exclusive. */
  | { readonly kind: 'date'; readonly from: number; readonly to: number }
  | { readonly kind: 'has'; readonly what: 'code' | 'image' | 'file' }
);

/** A part of the query that is ignored, and why. Offsets are UTF-16 code units. */
export type SearchProblem = {
  readonly start: number;
  readonly end: number;
} & (FilterProblem | IndexProblem);

/** The value of a filter is missing or invalid. */
type FilterProblem =
  | { readonly kind: 'folder_missing' | 'role_unknown' | 'model_missing' | 'thing_unknown' }
  | { readonly kind: 'date_unknown'; readonly filter: 'before' | 'after' | 'on' };

/** Problems that only the index can detect. */
type IndexProblem =
  | { readonly kind: 'nothing_to_find'; readonly text: string }
  | { readonly kind: 'no_such_folder'; readonly folder: string };

/** The names of all filters, for completion and help in the search box. */
export const searchFilterNames = ['in', 'from', 'model', 'before', 'after', 'on', 'has'] as const;
export type SearchFilterName = (typeof searchFilterNames)[number];

/** Quotation marks produced by keyboards and input methods. */
const quotes = '"“”„«»「」';
const isSpace = /\s/u;
const filterStart = /^(in|from|model|before|after|on|has)[:：](?!:)/i;

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  readonly filter: SearchFilterName | null;
  readonly quoted: boolean;
  /** True if an opened quotation mark was closed. */
  readonly closed: boolean;
  readonly text: string;
}

function endOfBare(query: string, start: number): number {
  let at = start;
  while (
    at < query.length &&
    !isSpace.test(query.charAt(at)) &&
    !quotes.includes(query.charAt(at))
  ) {
    at += 1;
  }
  return at;
}

function endOfQuoted(query: string, start: number): number {
  let at = start;
  while (at < query.length && !quotes.includes(query.charAt(at))) at += 1;
  return at;
}

function pieceAt(query: string, start: number): Piece {
  let at = start;
  const next = query.charAt(start + 1);
  const negated = query.charAt(start) === '-' && next !== '' && !isSpace.test(next);
  if (negated) at += 1;
  const name = filterStart.exec(query.slice(at, at + 8));
  const filter = (name?.[1]?.toLowerCase() ?? null) as SearchFilterName | null;
  at += name?.[0].length ?? 0;
  const opening = query.charAt(at);
  const quoted = opening !== '' && quotes.includes(opening);
  if (!quoted) {
    const end = endOfBare(query, at);
    return { start, end, negated, filter, quoted, closed: false, text: query.slice(at, end) };
  }
  const inner = endOfQuoted(query, at + 1);
  const closed = inner < query.length;
  const end = closed ? inner + 1 : inner;
  return { start, end, negated, filter, quoted, closed, text: query.slice(at + 1, inner) };
}

/** Years, months and days in this computer's calendar. */
const calendar = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

/** The start and end of a day, month or year, in ms since the epoch; null if it does not exist. */
function spanOf(text: string): { readonly from: number; readonly to: number } | null {
  const match = calendar.exec(text);
  if (match === null) return null;
  const year = Number(match[1]);
  const month = match[2] === undefined ? 1 : Number(match[2]);
  const day = match[3] === undefined ? 1 : Number(match[3]);
  const first = new Date(year, month - 1, day);
  if (year < 100 || first.getMonth() !== month - 1 || first.getDate() !== day) return null;
  const next =
    match[2] === undefined
      ? new Date(year + 1, 0, 1)
      : match[3] === undefined
        ? new Date(year, month, 1)
        : new Date(year, month - 1, day + 1);
  return { from: first.getTime(), to: next.getTime() };
}

const people: Readonly<Record<string, 'user' | 'assistant'>> = {
  me: 'user',
  user: 'user',
  you: 'user',
  assistant: 'assistant',
  model: 'assistant',
  ai: 'assistant',
};
const things: Readonly<Record<string, 'code' | 'image' | 'file'>> = {
  code: 'code',
  image: 'image',
  images: 'image',
  file: 'file',
  files: 'file',
};

function filterOf(name: SearchFilterName, piece: Piece): SearchFilter | FilterProblem {
  const { negated, start, end } = piece;
  const common = { negated, start, end };
  const text = piece.text.trim();
  const word = text.toLowerCase();
  switch (name) {
    case 'in':
      if (text === '') return { kind: 'folder_missing' };
      return { kind: 'in', ...common, folder: text };
    case 'from': {
      const role = Object.hasOwn(people, word) ? people[word] : undefined;
      if (role === undefined) return { kind: 'role_unknown' };
      return { kind: 'from', ...common, role };
    }
    case 'model':
      if (text === '') return { kind: 'model_missing' };
      return { kind: 'model', ...common, name: text };
    case 'has': {
      const what = Object.hasOwn(things, word) ? things[word] : undefined;
      if (what === undefined) return { kind: 'thing_unknown' };
      return { kind: 'has', ...common, what };
    }
    case 'before':
    case 'after':
    case 'on': {
      const span = spanOf(text);
      if (span === null) return { kind: 'date_unknown', filter: name };
      if (name === 'on') return { kind: 'date', ...common, ...span };
      if (name === 'after') {
        return { kind: 'date', ...common, from: span.from, to: Number.POSITIVE_INFINITY };
      }
      return { kind: 'date', ...common, from: Number.NEGATIVE_INFINITY, to: span.from };
    }
  }
}

/** Parses a query. The last word counts as unfinished unless a space or quotation mark follows. */
export function parseSearchQuery(query: string): SearchQuery {
  const terms: SearchTerm[] = [];
  const filters: SearchFilter[] = [];
  const problems: SearchProblem[] = [];
  let at = 0;
  while (at < query.length) {
    if (isSpace.test(query.charAt(at))) {
      at += 1;
      continue;
    }
    const piece = pieceAt(query, at);
    const { start, end, negated, quoted } = piece;
    at = Math.max(end, at + 1);
    if (piece.filter !== null) {
      const filter = filterOf(piece.filter, piece);
      if ('negated' in filter) filters.push(filter);
      else problems.push({ start, end, ...filter });
      continue;
    }
    if (piece.text.trim() === '') continue;
    const starred = !quoted && piece.text.endsWith('*');
    const isLast = end === query.length && !piece.closed;
    const text = starred ? piece.text.slice(0, -1) : piece.text;
    terms.push({ text, negated, quoted, start, end, open: starred || (isLast && !negated) });
  }
  return { terms, filters, problems };
}
