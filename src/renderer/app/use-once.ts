import { useState } from 'react';
import { useApp } from '../client/use-app.ts';
import type { AppState } from '../state/app-state.ts';

/**
 * True from the first time the condition holds. Dialogs stay mounted so that they can return the
 * focus.
 */
export function useOnce(select: (state: AppState) => boolean): boolean {
  const holds = useApp(select);
  const [held, setHeld] = useState(holds);
  if (holds && !held) setHeld(true);
  return held || holds;
}
