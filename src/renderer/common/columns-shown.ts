import { useSyncExternalStore } from 'react';
import type { Id } from '../../shared/model/conversation.ts';

/** The questions whose answers all stand side by side, although one of them was chosen. */
let shown: ReadonlySet<Id> = new Set();
const listeners = new Set<() => void>();

/** Shows all answers to a question again, or only the chosen one. */
export function showColumns(questionId: Id, all: boolean): void {
  if (shown.has(questionId) === all) return;
  const others = [...shown].filter((id) => id !== questionId);
  shown = new Set(all ? [...others, questionId] : others);
  for (const listener of listeners) listener();
}

/** The questions whose answers all stand side by side, although one of them was chosen. */
export function columnsShown(): ReadonlySet<Id> {
  return shown;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follows {@link columnsShown}. */
export function useColumnsShown(): ReadonlySet<Id> {
  return useSyncExternalStore(subscribe, columnsShown);
}
