import { createContext } from 'react';

/** True below what is far from the end of a long document: it has its turn when the end is drawn. */
export const PatienceContext = createContext(false);

/** True in a document that is too long for notes that are numbered across it. */
export const NotesContext = createContext(false);

/** True for a text in which a footnote is defined. */
export function isWithNotes(text: string): boolean {
  return /(?<!\\)\[\^(?:\\[^]|[^\][\\\s]){1,999}\]:/.test(text);
}
