import type { StartState } from '../../shared/contract/index.ts';

type Platform = StartState['platform'];

interface Shortcut {
  /** As in `KeyboardEvent.key`, lower case for letters. */
  readonly key: string;
  readonly shift?: true;
}

/** Every shortcut of the window; all of them with Ctrl, or Cmd on a Mac. */
export const shortcuts = {
  newConversation: { key: 'n' },
  search: { key: 'k' },
  findInConversation: { key: 'f' },
  openSettings: { key: ',' },
  toggleSidebar: { key: 'b' },
  deleteConversation: { key: 'Backspace', shift: true },
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof shortcuts;

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Which shortcut was pressed; null for none. */
export function shortcutFor(event: Pressed, platform: Platform): ShortcutName | null {
  const [wanted, other] =
    platform === 'mac' ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (!wanted || other || event.altKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const found = Object.entries<Shortcut>(shortcuts).find(
    ([, shortcut]) => shortcut.key === key && (shortcut.shift ?? false) === event.shiftKey,
  );
  return found === undefined ? null : (found[0] as ShortcutName);
}

/** How a person reads a shortcut: `⌘N` on a Mac, `Ctrl+N` elsewhere. */
export function shortcutText(name: ShortcutName, platform: Platform): string {
  const shortcut: Shortcut = shortcuts[name];
  const mac = platform === 'mac';
  const key = shortcut.key === 'Backspace' ? (mac ? '⌫' : 'Backspace') : shortcut.key.toUpperCase();
  if (mac) return `${shortcut.shift === true ? '⇧' : ''}⌘${key}`;
  return ['Ctrl', ...(shortcut.shift === true ? ['Shift'] : []), key].join('+');
}
