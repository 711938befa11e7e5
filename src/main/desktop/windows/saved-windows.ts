import { isDeepStrictEqual } from 'node:util';
import type { Id } from '../../../shared/model/conversation.ts';
import type {
  ReadingPosition,
  ShownPlace,
} from '../../../shared/model/desktop/reading-position.ts';
import { maxWindows, type WindowPlace } from '../../../shared/model/desktop/window-place.ts';
import type { Settings } from '../../../shared/model/settings.ts';

/** Dependencies of {@link createSavedWindows}. */
export interface SavedWindowsOptions {
  readonly settings: {
    read(): Settings;
    update(change: (before: Settings) => Settings): unknown;
  };
  /** False for a conversation that is not on disk: its window does not come back. */
  readonly isKept: (conversationId: Id) => boolean;
}

type OpenWindows = Settings['windows'];

/** Keeps in the settings which windows are open, and what they and the main window show. */
export function createSavedWindows({ settings, isKept }: SavedWindowsOptions) {
  let isHeld = false;
  const change = (make: (before: OpenWindows) => OpenWindows): void => {
    settings.update((before) => {
      const windows = make(before.windows);
      return isDeepStrictEqual(windows, before.windows) ? before : { ...before, windows };
    });
  };
  return {
    /** Keeps those that are open now, although they close. What they show is still kept. */
    hold: (): void => void (isHeld = true),
    placeOf: (id: Id): WindowPlace | null =>
      settings.read().windows.find(({ conversationId }) => conversationId === id)?.place ?? null,
    put(conversationId: Id, place: WindowPlace | null): void {
      if (isHeld || !isKept(conversationId)) return;
      change((before) => {
        const same = before.find((each) => each.conversationId === conversationId);
        const others = before.filter((each) => each !== same);
        return [...others, { ...same, conversationId, place }].slice(-maxWindows);
      });
    },
    positionOf: (id: Id): ReadingPosition | null =>
      settings.read().windows.find(({ conversationId }) => conversationId === id)?.position ?? null,
    keepPosition(id: Id, position: ReadingPosition): void {
      change((before) =>
        before.map((each) => (each.conversationId === id ? { ...each, position } : each)),
      );
    },
    keepShown(shown: ShownPlace | null): void {
      const lastShown = shown !== null && isKept(shown.conversationId) ? shown : null;
      settings.update((before) =>
        isDeepStrictEqual(before.lastShown, lastShown) ? before : { ...before, lastShown },
      );
    },
    remove(id: Id): void {
      if (isHeld) return;
      change((before) => before.filter(({ conversationId }) => conversationId !== id));
    },
  };
}

/** See {@link createSavedWindows}. */
export type SavedWindows = ReturnType<typeof createSavedWindows>;
