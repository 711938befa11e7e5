/** The kinds of entries in the command palette. */
export type PaletteKind =
  | 'command'
  | 'conversation'
  | 'model'
  | 'assistant'
  | 'prompt'
  | 'settings'
  | 'search';

/** Something that the person can choose in the command palette. */
export interface PaletteEntry {
  /** Unique, and the same in each run, so that uses can be counted. */
  readonly key: string;
  readonly kind: PaletteKind;
  readonly label: string;
  /** A quiet description beside the label, which is searched too. */
  readonly detail: string;
  /** The shortcut as people read it; absent if there is none. */
  readonly shortcut?: string;
  /** ISO 8601, UTC: of a conversation, its last change. */
  readonly updatedAt?: string;
  /** Called once the palette has closed and the focus is back where it was. */
  readonly run: () => void;
}

/** Loads the entries that can be chosen now. They may come in several steps. */
export type OpenEntries = (add: (entries: readonly PaletteEntry[]) => void) => Promise<void>;

const offered = new Set<OpenEntries>();

/** Offers entries while a view is there. Returns a function that takes them back. */
export function offerEntries(open: OpenEntries): () => void {
  offered.add(open);
  return () => offered.delete(open);
}

/** Everything that views offer now. */
export function offeredEntries(): readonly OpenEntries[] {
  return [...offered];
}
