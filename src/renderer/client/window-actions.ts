import type { WindowAction } from '../../shared/actions.ts';

type Listener = (action: WindowAction) => void;

const listeners = new Set<Listener>();

/** Runs an action of the menu from a view, as the menu would. */
export function runWindowAction(action: WindowAction): void {
  for (const listener of listeners) listener(action);
}

/** Calls the listener for each of these actions. Returns an unsubscribe function. */
export function onWindowAction(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
