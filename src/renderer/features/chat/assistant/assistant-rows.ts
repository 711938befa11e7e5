import type { Assistant, Assistants } from '../../../../shared/model/assistants/assistant.ts';

/** From this many assistants on, the popup has a search box. */
export const searchFrom = 8;

/** A row of the popup: an assistant, or null for none. */
export type Row = Assistant | null;

/** The rows that match what was typed. "None" is there until something is typed. */
export function rowsFor(assistants: Assistants, typed: string): readonly Row[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [null, ...assistants];
  return assistants.filter(({ name }) => {
    const lower = name.toLowerCase();
    return words.every((word) => lower.includes(word));
  });
}

/** The row that a key moves to; null if the key moves nothing. */
export function rowAfter(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'PageDown':
      return Math.min(at + 8, count - 1);
    case 'PageUp':
      return Math.max(at - 8, 0);
    default:
      return null;
  }
}
