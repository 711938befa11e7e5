import type { LanguageTag } from '../../language/catalogues.ts';

/** The language in use, as windows hear of it. */
export interface LanguageView {
  readonly tag: LanguageTag;
  /** The one that the system's preferences lead to. */
  readonly system: LanguageTag;
  /** Whether English is in use because a damaged installation lacks the language. */
  readonly isMissing: boolean;
}
