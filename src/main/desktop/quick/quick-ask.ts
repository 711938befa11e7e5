import type { Id } from '../../../shared/model/conversation.ts';
import type { QuickNews } from '../../../shared/model/desktop/quick.ts';

/** The quick window while it exists. */
export interface QuickWindow {
  isFocused(): boolean;
  /** Puts it on the display of the cursor, in front of everything, with the focus. */
  show(): void;
  /** Brings it to the front where it is. */
  focus(): void;
  /** Hides it; whoever had the focus before has it again. */
  hide(): void;
  /** A picture of the display that it is on, as PNG; null if the system gives none. */
  capture(): Promise<Uint8Array | null>;
  tell(news: QuickNews): void;
  destroy(): void;
}

/** Dependencies of {@link createQuickAsk}. */
export interface QuickAskOptions {
  /** Opens the window, hidden. */
  readonly open: () => QuickWindow;
  /** True if the window stays, hidden, for the next time. */
  readonly isKept: () => boolean;
  /** The conversation that the window showed last; null if there is none, or none any more. */
  readonly last: () => Id | null;
  /** Called when the window was hidden or is gone. */
  readonly onHidden: () => void;
  /** Calls back after a time; returns a function that prevents it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** Decides when the quick window is there, seen and gone. Knows no Electron. */
export interface QuickAsk {
  /** The person asks for the window: shows it, or brings it to the front, or ends it if it is there. */
  summon(): void;
  /** Shows it, or brings it to the front. */
  show(): void;
  /** Opens the window without showing it, so that it is there at once when it is wanted. */
  prepare(): void;
  /** Closes the window unless it is on show. */
  retire(): void;
  /** Called when the page has rendered, for the first time or after it was loaded again. */
  drawn(): void;
  /** Called when the window has lost the focus. */
  blurred(): void;
  /** Called when the window should close: its page blanks first. */
  leave(): void;
  /** Called when the page shows nothing of this visit any more. */
  left(visit: number): void;
  /**
   * A picture of the display that the window is on, without the window, which is hidden meanwhile;
   * null if the system gives none. The visit goes on.
   */
  capture(): Promise<Uint8Array | null>;
  /** Called when a window is gone, by itself or because it was closed here. */
  gone(window: QuickWindow): void;
  isShown(): boolean;
  /** True if the person is in the window. */
  isInFront(): boolean;
  /** Closes the window for good. */
  end(): void;
}

type State =
  | { readonly kind: 'absent' }
  | { readonly kind: 'loading'; readonly window: QuickWindow; readonly isWanted: boolean }
  | { readonly kind: 'hidden' | 'shown'; readonly window: QuickWindow }
  /** `isWanted`: the person asked for it again meanwhile. */
  | { readonly kind: 'leaving'; readonly window: QuickWindow; readonly isWanted: boolean };

/** How long the first render may take before the window is shown anyway (ms). */
const longestLoad = 3000;
/** How long a page may take to blank before the window is hidden anyway (ms). */
const longestLeave = 500;
/** How long a system may need to draw the screen without the window (ms). */
const settleMs = 250;

/** Creates the policy; opens nothing yet. */
export function createQuickAsk(options: QuickAskOptions): QuickAsk {
  const { open, isKept, last, onHidden, after } = options;
  let state: State = { kind: 'absent' };
  let stopWaiting = (): void => undefined;
  /** How often the window was shown. What a page says of an earlier time is too late. */
  let visit = 0;
  /** True while it is hidden for a picture of the screen. */
  let isAside = false;

  const become = (next: State): void => {
    stopWaiting();
    stopWaiting = () => undefined;
    state = next;
  };

  const reveal = (window: QuickWindow): void => {
    become({ kind: 'shown', window });
    visit += 1;
    window.show();
    window.tell({ kind: 'shown', visit, last: last() });
  };

  const load = (isWanted: boolean): void => {
    become({ kind: 'loading', window: open(), isWanted });
    stopWaiting = after(longestLoad, drawn);
  };

  function drawn(): void {
    // It came late, or was loaded again: it does not know of this visit, and could not end it.
    if (state.kind === 'shown') state.window.tell({ kind: 'shown', visit, last: last() });
    if (state.kind !== 'loading') return;
    const { window, isWanted } = state;
    if (isWanted) reveal(window);
    else if (isKept()) become({ kind: 'hidden', window });
    else close(window);
  }

  function close(window: QuickWindow): void {
    become({ kind: 'absent' });
    window.destroy();
  }

  function leave(): void {
    if (state.kind !== 'shown') return;
    const { window } = state;
    become({ kind: 'leaving', window, isWanted: false });
    stopWaiting = after(longestLeave, () => left(visit));
    window.tell({ kind: 'leave', visit });
  }

  function left(of: number): void {
    if ((state.kind !== 'shown' && state.kind !== 'leaving') || of !== visit) return;
    const { window } = state;
    const isWanted = state.kind === 'leaving' && state.isWanted;
    // Before it is hidden: the loss of the focus that follows is no news.
    become({ kind: 'hidden', window });
    window.hide();
    if (isWanted) reveal(window);
    else {
      if (!isKept()) close(window);
      onHidden();
    }
  }

  const show = (): void => {
    switch (state.kind) {
      case 'absent':
        load(true);
        break;
      case 'loading':
      case 'leaving':
        state = { ...state, isWanted: true };
        break;
      case 'hidden':
        reveal(state.window);
        break;
      case 'shown':
        // Aside, it comes back by itself, and must not be in the picture.
        if (!isAside) state.window.focus();
        break;
    }
  };

  const isOn = (window: QuickWindow): boolean => state.kind === 'shown' && state.window === window;

  return {
    show,
    summon() {
      if (state.kind === 'shown' && state.window.isFocused()) leave();
      else show();
    },
    prepare() {
      if (state.kind === 'absent') load(false);
    },
    retire() {
      if (state.kind === 'hidden') close(state.window);
      else if (state.kind === 'loading' && !state.isWanted) close(state.window);
    },
    drawn,
    blurred() {
      if (state.kind === 'shown' && !isAside) state.window.tell({ kind: 'blurred', visit });
    },
    async capture() {
      if (state.kind !== 'shown' || isAside) return null;
      const { window } = state;
      isAside = true;
      window.hide();
      try {
        await new Promise<void>((resolve) => void after(settleMs, resolve));
        return isOn(window) ? await window.capture() : null;
      } finally {
        isAside = false;
        if (isOn(window)) window.focus();
      }
    },
    leave,
    left,
    gone(window) {
      if (state.kind === 'absent' || state.window !== window) return;
      become({ kind: 'absent' });
      onHidden();
    },
    isShown: () =>
      state.kind === 'shown' ||
      state.kind === 'leaving' ||
      (state.kind === 'loading' && state.isWanted),
    isInFront: () => state.kind === 'shown' && state.window.isFocused(),
    end() {
      if (state.kind !== 'absent') close(state.window);
    },
  };
}
