import { createContext } from 'react';

/**
 * True far from the end of a long document. Such content takes its turn after the end is rendered.
 */
export const PatienceContext = createContext(false);

/** True in a document too long for footnotes, which are numbered across it. */
export const NotesContext = createContext(false);

/** True for a text that defines a footnote. */
export function isWithNotes(text: string): boolean {
  return /(?<!\\)\[\^(?:\\[^]|[^\][\\\s]){1,999}\]:/.test(text);
}
