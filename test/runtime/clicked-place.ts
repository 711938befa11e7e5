import type { Session } from './session.ts';
import { toProductUrl } from './url-map.ts';

/** What the page reports of a place where a context menu was asked for. */
export interface ReportedPlace extends Readonly<Record<string, unknown>> {
  readonly linkURL: string;
  readonly srcURL: string;
  readonly isEditable: boolean;
  /** The word at the caret of a text field. */
  readonly word: string;
}

/** The parameters of `context-menu`: the page's, with product URLs and what spelling says. */
export function clickedPlace({ word, ...place }: ReportedPlace, session: Session): object {
  const suggestions = place.isEditable ? session.misspelt(word) : null;
  return {
    ...place,
    linkURL: toProductUrl(place.linkURL),
    srcURL: toProductUrl(place.srcURL),
    frame: null,
    spellcheckEnabled: place.isEditable && session.spellCheckerEnabled,
    misspelledWord: suggestions === null ? '' : word,
    dictionarySuggestions: suggestions ?? [],
  };
}
