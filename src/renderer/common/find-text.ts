import { useSyncExternalStore } from 'react';

/** The text that "Find in conversation" looks for now; '' if it is closed. */
let text = '';
const listeners = new Set<() => void>();

/** Tells other views what is looked for. */
export function setFindText(next: string): void {
  text = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The text that "Find in conversation" looks for now; '' if it is closed. */
export function useFindText(): string {
  return useSyncExternalStore(subscribe, () => text);
}
