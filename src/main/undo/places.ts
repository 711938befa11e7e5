import type { PlaceName } from './change.ts';

/** A kept value that is read at once and changed as a whole. */
export interface Place {
  read(): unknown;
  /** Resolves once it is kept. Throws an ExpectedError if it cannot be. */
  update(change: (before: unknown) => unknown): Promise<void> | void;
}

/** Finds the place of this name. */
export type FindPlace = (name: PlaceName) => Place;
