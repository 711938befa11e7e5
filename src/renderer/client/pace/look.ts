import type { AppState } from '../../state/app-state.ts';
import { watchActivity } from './activity.ts';
import type { Attention } from './pace.ts';

/** What the window knows of the person in front of it. */
export interface Look {
  readonly isHidden: () => boolean;
  /** True while the person types, scrolls or selects. */
  readonly isActing: () => boolean;
  /** Calls back when the window comes into view or to the front, or the person begins to act. */
  readonly onCloser: (listener: () => void) => void;
}

/** A window in view, in front of which nobody touches anything. */
export const stillLook: Look = {
  isHidden: () => false,
  isActing: () => false,
  onCloser: () => undefined,
};

/** Watches the window of this page. */
export function watchLook(): Look {
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') tell();
  });
  window.addEventListener('focus', tell);
  return {
    isHidden: () => document.visibilityState === 'hidden',
    isActing: watchActivity(document, () => performance.now(), tell),
    onCloser: (listener) => void listeners.add(listener),
  };
}

function isOnShow({ activeId, open }: AppState, turn: number): boolean {
  const shown = activeId === null ? undefined : open[activeId];
  return shown?.kind === 'ready' && shown.live.some((live) => live.turn === turn);
}

/** How closely the person looks at the answer of a turn. */
export function attentionTo(state: AppState, turn: number, look: Look): Attention {
  if (look.isHidden()) return 'hidden';
  if (!isOnShow(state, turn)) return 'elsewhere';
  return look.isActing() ? 'acting' : 'reading';
}
