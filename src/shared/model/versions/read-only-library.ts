import type { Coded } from '../errors.ts';

/** Why this Parley only reads the library. */
export type ReadOnlyWhy =
  /** A newer Parley, `by` its version, has changed the form in which it is kept. */
  | { readonly kind: 'by_newer'; readonly by: string }
  /** It could not be brought into the form that this Parley keeps; it is as it was. */
  | { readonly kind: 'not_updated'; readonly reason: Coded };

/** A copy that was made before an update, and that this Parley can work with. */
export interface CopyBeforeUpdate {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** A library that is open for reading, searching and exporting alone. */
export interface ReadOnlyLibrary {
  readonly why: ReadOnlyWhy;
  /** What the library can go back to; null if there is nothing. */
  readonly copy: CopyBeforeUpdate | null;
}
