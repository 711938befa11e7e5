import { useLayoutEffect } from 'react';
import { isWaiting, type PopupRow } from './popup-state.ts';
import type { PopupStore } from './popup-store.ts';

/**
 * Chooses an item that was chosen elsewhere, by its id, as soon as the list has it; null if there is
 * none. `onGone` is called if it is not in the list.
 */
export function usePreset(
  store: PopupStore,
  itemId: string | null,
  onChoose: (row: PopupRow) => void,
  onGone: () => void,
): void {
  useLayoutEffect(() => {
    if (itemId === null) return undefined;
    const unsubscribe = store.subscribe(() => {
      const state = store.getState();
      if (state.sections.length === 0 || isWaiting(state)) return;
      unsubscribe();
      const item = state.sections
        .flatMap(({ source, content }) =>
          content.kind === 'items' ? content.items.map((each) => ({ source, item: each })) : [],
        )
        .find((each) => each.item.id === itemId);
      if (item === undefined) onGone();
      else onChoose({ key: itemId, sourceId: item.source.id, item: item.item });
    });
    return unsubscribe;
  });
}
