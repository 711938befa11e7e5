import { isDeepStrictEqual } from 'node:util';
import type { TrayChoice, TrayState } from '../../../shared/model/desktop/tray.ts';
import { trayItems, type TrayFacts, type TrayItem } from './tray-items.ts';

/** An icon that is there. */
export interface TrayIcon {
  /** Shows this menu from now on, and whether answers are being written. */
  set(items: readonly TrayItem[], isBusy: boolean): void;
  remove(): void;
}

/** Dependencies of {@link createTray}. */
export interface TrayOptions {
  /** Whether the system shows icons of programs now. */
  readonly hasHost: () => Promise<boolean>;
  readonly open: () => TrayIcon;
  readonly facts: () => TrayFacts;
  /** Calls back after a time (ms); returns a function that prevents it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** Parley's icon beside the clock. */
export interface TrayControl {
  /** Shows the icon or takes it away, as the person chose. */
  choose(choice: TrayChoice): Promise<void>;
  /** Called when something that the menu shows may have changed. */
  changed(): void;
  state(): Promise<TrayState>;
  /** Sends the menu anew: its words have changed. */
  relabel(): void;
  /** Whether Parley can be reached without a window, and is meant to go on. */
  keepsOpen(): Promise<boolean>;
  end(): void;
}

/** How long changes are gathered (ms): each menu is sent to another program. */
const gatherMs = 300;

/** Creates the policy of the icon. */
export function createTray({ hasHost, open, facts, after }: TrayOptions): TrayControl {
  let choice: TrayChoice = 'off';
  let icon: TrayIcon | null = null;
  let shown: readonly TrayItem[] = [];
  let cancel: (() => void) | null = null;

  const draw = (): void => {
    cancel = null;
    if (icon === null) return;
    const now = facts();
    const items = trayItems(now);
    if (isDeepStrictEqual(items, shown)) return;
    shown = items;
    icon.set(items, now.streaming.length > 0);
  };
  const remove = (): void => {
    cancel?.();
    cancel = null;
    icon?.remove();
    icon = null;
    shown = [];
  };

  return {
    async choose(next) {
      choice = next;
      if (next === 'off') {
        remove();
        return;
      }
      // Without a host the icon is made all the same: one that comes later takes it up.
      icon ??= open();
      draw();
    },
    changed() {
      if (icon !== null) cancel ??= after(gatherMs, draw);
    },
    relabel() {
      shown = [];
      if (icon !== null) draw();
    },
    async state() {
      if (icon === null) return 'off';
      return (await hasHost()) ? 'shown' : 'no_host';
    },
    async keepsOpen() {
      return choice === 'background' && icon !== null && (await hasHost());
    },
    end: remove,
  };
}
