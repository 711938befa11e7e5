import { t } from '../../../../shared/language/translate.ts';
import type { Coded } from '../../../../shared/model/errors.ts';
import type { ComposerItem, ComposerSource, SourceItems } from './composer-source.ts';
import { rankItems, type RankedItem } from './rank.ts';

/** The part of a source that the state refers to. */
type SourceView = Omit<ComposerSource, 'items' | 'choose'>;

type SectionContent =
  | { readonly kind: 'waiting' }
  | ({ readonly kind: 'items' } & SourceItems)
  | { readonly kind: 'failed'; readonly error: Coded };

/** A source and what it has sent so far. */
interface Section {
  readonly source: SourceView;
  readonly content: SectionContent;
}

/** A row of the list. */
export interface PopupRow {
  readonly key: string;
  readonly sourceId: string;
  readonly item: ComposerItem;
}

/** The matching rows of one source. */
export interface PopupGroup {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly PopupRow[];
}

/** A line about a source that is not a row. */
export type PopupNote =
  | { readonly kind: 'waiting' | 'empty' | 'cut'; readonly sourceId: string; readonly text: string }
  | { readonly kind: 'failed'; readonly sourceId: string; readonly error: Coded };

/** The list of suggestions. */
export interface PopupState {
  readonly query: string;
  readonly sections: readonly Section[];
  /** The row that the arrow keys have reached; null for the first. */
  readonly reached: string | null;
  readonly isComposing: boolean;
  readonly groups: readonly PopupGroup[];
  /** The number of matching items that are not shown. */
  readonly hidden: number;
}

/** Everything that changes the list. */
export type PopupAction =
  | { readonly kind: 'opened'; readonly sources: readonly SourceView[] }
  | { readonly kind: 'typed'; readonly query: string }
  | { readonly kind: 'arrived'; readonly sourceId: string; readonly items: SourceItems }
  | { readonly kind: 'failed'; readonly sourceId: string; readonly error: Coded }
  | { readonly kind: 'moved'; readonly step: 1 | -1 }
  | { readonly kind: 'composing'; readonly isComposing: boolean };

/** The list before its sources are known. */
export const emptyPopup: PopupState = {
  query: '',
  sections: [],
  reached: null,
  isComposing: false,
  groups: [],
  hidden: 0,
};

/** Limit of rows. Nobody reads more, and typing narrows the list. */
const shownRows = 100;

function ranking(
  { searches, matches }: SourceView,
  items: SourceItems['items'],
  query: string,
): readonly RankedItem[] {
  return searches === true
    ? items.map((item) => ({ item, score: 0 }))
    : rankItems(items, query, matches);
}

function groupsOf(
  sections: readonly Section[],
  query: string,
): Pick<PopupState, 'groups' | 'hidden'> {
  const matching = sections.flatMap(({ source, content }) => {
    if (content.kind !== 'items') return [];
    const ranked = ranking(source, content.items, query);
    return ranked.length === 0 ? [] : [{ source, ranked, best: ranked[0]?.score ?? 0 }];
  });
  matching.sort((a, b) => b.best - a.best);
  let left = shownRows;
  let hidden = 0;
  const groups = matching.flatMap(({ source, ranked }) => {
    const most = query === '' ? (source.firstRows ?? left) : left;
    const shown = ranked.slice(0, Math.min(most, left));
    left -= shown.length;
    hidden += ranked.length - shown.length;
    const rows = shown.map(({ item }) => ({
      key: `${source.id} ${item.id}`,
      sourceId: source.id,
      item,
    }));
    return rows.length === 0 ? [] : [{ id: source.id, title: source.title, rows }];
  });
  return { groups, hidden };
}

/** Returns all rows in order. */
export function rowsOf({ groups }: Pick<PopupState, 'groups'>): readonly PopupRow[] {
  return groups.flatMap(({ rows }) => rows);
}

/** Returns the highlighted row; null if there are no rows. */
export function activeRow(state: PopupState): PopupRow | null {
  const rows = rowsOf(state);
  return rows.find(({ key }) => key === state.reached) ?? rows[0] ?? null;
}

function itemNotes(
  { id: sourceId, title, empty }: SourceView,
  { items, isCut }: SourceItems,
): readonly PopupNote[] {
  if (isCut) return [{ kind: 'cut', sourceId, text: t('popup.cut', { source: title }) }];
  if (items.length > 0 || empty === undefined) return [];
  return [{ kind: 'empty', sourceId, text: empty }];
}

/** Returns the lines about sources that are waited for, have failed, or lack something. */
export function notesOf({ sections, query, groups }: PopupState): readonly PopupNote[] {
  return sections.flatMap(({ source, content }): readonly PopupNote[] => {
    switch (content.kind) {
      case 'waiting':
        if (source.waiting === '') return [];
        return [{ kind: 'waiting', sourceId: source.id, text: source.waiting }];
      case 'failed':
        // Once the text matches nothing, it is probably no command.
        return query === '' || groups.length > 0
          ? [{ kind: 'failed', sourceId: source.id, error: content.error }]
          : [];
      case 'items':
        return itemNotes(source, content);
    }
  });
}

/** Returns whether a source has not answered yet. */
export function isWaiting({ sections }: Pick<PopupState, 'sections'>): boolean {
  return sections.some(({ content }) => content.kind === 'waiting');
}

/** Returns whether the list is shown. */
export function isShown(state: PopupState): boolean {
  const notes = notesOf(state);
  return (
    !state.isComposing && (state.groups.length > 0 || notes.some(({ kind }) => kind !== 'cut'))
  );
}

function withContent(state: PopupState, sourceId: string, content: SectionContent): PopupState {
  const sections = state.sections.map((section) =>
    section.source.id === sourceId ? { ...section, content } : section,
  );
  return { ...state, sections, ...groupsOf(sections, state.query) };
}

/** Applies an action. Returns the same state if nothing changes. */
export function reducePopup(state: PopupState, action: PopupAction): PopupState {
  switch (action.kind) {
    case 'opened': {
      // Opened anew, such as in another language, a source keeps its items until it sends others.
      const before = new Map(state.sections.map(({ source, content }) => [source.id, content]));
      const sections = action.sources.map((source): Section => ({
        source,
        content: before.get(source.id) ?? { kind: 'waiting' },
      }));
      return { ...state, sections, ...groupsOf(sections, state.query) };
    }
    case 'typed':
      if (action.query === state.query) return state;
      return {
        ...state,
        query: action.query,
        reached: null,
        ...groupsOf(state.sections, action.query),
      };
    case 'arrived':
      return withContent(state, action.sourceId, { kind: 'items', ...action.items });
    case 'failed':
      return withContent(state, action.sourceId, { kind: 'failed', error: action.error });
    case 'moved': {
      const rows = rowsOf(state);
      const from = rows.findIndex(({ key }) => key === activeRow(state)?.key);
      const next = rows[(from + action.step + rows.length) % Math.max(rows.length, 1)];
      return next === undefined ? state : { ...state, reached: next.key };
    }
    case 'composing':
      return state.isComposing === action.isComposing
        ? state
        : { ...state, isComposing: action.isComposing };
  }
}
