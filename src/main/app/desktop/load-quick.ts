import type { Client } from '../../../shared/contract/client.ts';
import type { Id } from '../../../shared/model/conversation.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { createQuickAsk, type QuickAsk } from '../../desktop/quick/quick-ask.ts';
import { openQuickWindow } from '../../electron/quick/quick-window.ts';
import { after } from './after.ts';

/** Dependencies of {@link loadQuick}. */
export interface LoadQuickOptions {
  readonly isKept: () => boolean;
  readonly last: () => Id | null;
  readonly onHidden: () => void;
  readonly onDetached: (client: Client) => void;
  /** Called with the client that the page of a new quick window is. */
  readonly onOpened: (client: Client) => void;
  readonly settings: {
    read(): Settings;
    update(change: (before: Settings) => Settings): unknown;
  };
  readonly report: (error: unknown) => void;
}

/** Creates quick ask. In a file of its own, so that nothing of it is loaded before it is used. */
export function loadQuick(options: LoadQuickOptions): QuickAsk {
  const { isKept, last, onHidden, onDetached, onOpened, settings, report } = options;
  const quick: QuickAsk = createQuickAsk({
    isKept,
    last,
    onHidden,
    after,
    open() {
      const opened = openQuickWindow({
        onBlur: () => quick.blurred(),
        onClose: () => quick.leave(),
        onGone: () => quick.gone(opened.window),
        onDetached,
        places: () => settings.read().quickPlaces,
        onMoved: (quickPlaces) => settings.update((before) => ({ ...before, quickPlaces })),
        report,
      });
      onOpened(opened.client);
      return opened.window;
    },
  });
  return quick;
}
