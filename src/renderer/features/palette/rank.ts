import { weightAt } from '../../../shared/model/palette/use-weight.ts';
import type { Uses } from '../../../shared/model/palette/uses.ts';
import type { PaletteEntry, PaletteKind } from '../../client/palette-entries.ts';
import { scores, scoreText } from '../../common/score-text.ts';
import { foldCase, holdsWords, wordsOf } from '../../ui/filter-options.ts';

/** The most rows on show. Typing narrows the list. */
export const maxRows = 50;
/** How many conversations are listed before anything is typed. */
const firstConversations = 5;
/** How many entries used before are listed before anything is typed. */
const firstUsed = 5;
/** How much uses can add to the score of a match. */
const maxBonus = 250;

/** Marks at the beginning of a query that leave only some kinds of entries. */
const marks: Readonly<Record<string, readonly PaletteKind[]>> = {
  '>': ['command', 'settings'],
  '@': ['model', 'assistant'],
  '#': ['conversation'],
  '/': ['prompt'],
};

/** A query without its mark, folded. */
interface Query {
  readonly text: string;
  readonly words: readonly string[];
  /** Null for all. */
  readonly kinds: readonly PaletteKind[] | null;
}

/** Reads what was typed. */
export function readQuery(typed: string): Query {
  const trimmed = typed.trimStart();
  const kinds = Object.hasOwn(marks, trimmed[0] ?? '') ? (marks[trimmed[0] ?? ''] ?? null) : null;
  const text = foldCase(kinds === null ? trimmed : trimmed.slice(1)).trim();
  return { text, words: wordsOf(text), kinds };
}

/** Folded texts by entry, because folding takes longer than matching. */
const folded = new WeakMap<PaletteEntry, { readonly label: string; readonly detail: string }>();

function foldedOf(entry: PaletteEntry): { readonly label: string; readonly detail: string } {
  const known = folded.get(entry);
  if (known !== undefined) return known;
  const made = { label: foldCase(entry.label), detail: foldCase(entry.detail) };
  folded.set(entry, made);
  return made;
}

/** Scores how well an entry matches; 0 if it does not. */
function scoreOf(entry: PaletteEntry, { text, words }: Query): number {
  if (entry.kind === 'search') return 1;
  const { label, detail } = foldedOf(entry);
  // Titles are long: scattered letters are found in most of them.
  const isLoose = entry.kind === 'command' || entry.kind === 'settings';
  const whole = scoreText(label, text);
  if (whole > scores.inside - 100 || (isLoose && whole > 0)) return whole;
  if (words.length > 1 && holdsWords(label, words)) return scores.inside - 100;
  return words.length > 0 && holdsWords(`${label} ${detail}`, words) ? scores.inDetail : 0;
}

/** The entries on show. */
export interface PaletteRows {
  readonly rows: readonly PaletteEntry[];
  /** How many more match. */
  readonly hidden: number;
}

function byChange(a: PaletteEntry, b: PaletteEntry): number {
  const [older, newer] = [a.updatedAt ?? '', b.updatedAt ?? ''];
  return older < newer ? 1 : older > newer ? -1 : 0;
}

/** The list before anything is typed: what is used most, commands, the newest conversations. */
function firstRows(entries: readonly PaletteEntry[], weights: ReadonlyMap<string, number>) {
  const weight = ({ key }: PaletteEntry): number => weights.get(key) ?? 0;
  const used = entries
    .filter((entry) => weight(entry) > 0)
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, firstUsed);
  const rest = entries.filter((entry) => !used.includes(entry));
  const conversations = rest.filter(({ kind }) => kind === 'conversation').toSorted(byChange);
  return [
    ...used,
    ...rest.filter(({ kind }) => kind === 'command'),
    ...conversations.slice(0, firstConversations),
    ...rest.filter(({ kind }) => kind === 'settings'),
  ];
}

/** Returns the entries for what was typed, the best first. `nowMs` is in ms since the epoch. */
export function rankEntries(
  entries: readonly PaletteEntry[],
  typed: string,
  uses: Uses,
  nowMs: number,
): PaletteRows {
  const query = readQuery(typed);
  const weights = new Map(uses.map((use) => [use.key, weightAt(use, nowMs)]));
  const { kinds } = query;
  const fitting = kinds === null ? entries : entries.filter(({ kind }) => kinds.includes(kind));
  if (query.text === '') {
    const all = kinds === null ? firstRows(fitting, weights) : fitting.toSorted(byChange);
    return { rows: all.slice(0, maxRows), hidden: Math.max(0, all.length - maxRows) };
  }
  const scored = fitting.flatMap((entry) => {
    const score = scoreOf(entry, query);
    if (score === 0) return [];
    const bonus = Math.min(maxBonus, 60 * (weights.get(entry.key) ?? 0));
    return [{ entry, score: entry.kind === 'search' ? score : score + bonus }];
  });
  scored.sort((a, b) => b.score - a.score || byChange(a.entry, b.entry));
  // The search for messages always has a place at the end, but not among rows of one kind.
  const search = scored.filter(({ entry }) => entry.kind === 'search');
  const others = scored.filter(({ entry }) => entry.kind !== 'search');
  const shown = others.slice(0, maxRows - search.length);
  return {
    rows: [...shown, ...search].map(({ entry }) => entry),
    hidden: others.length - shown.length,
  };
}
