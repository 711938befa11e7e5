/** Platforms whose shortcuts and menus differ. */
export type Platform = 'mac' | 'windows' | 'linux';

/** The pressed keys, as in a `KeyboardEvent`. */
export interface Pressed {
  readonly key: string;
  /** The place of the key on the keyboard. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Keys pressed together. `command` is Ctrl, and Cmd on a Mac. */
export interface Keys {
  /** As Electron’s accelerators name it: `N`, `Up`, `F5`. */
  readonly key: string;
  readonly command: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** Names in accelerators of keys that a `KeyboardEvent` names otherwise. */
const named: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ' ': 'Space',
  '+': 'Plus',
};
const plain = new Set([
  ...Object.values(named),
  ...'Backspace Delete Insert Enter Tab Escape Home End PageUp PageDown'.split(' '),
]);
const signs = new Set(", . / ; ' [ ] \\ - = `".split(' '));

/** How keys read whose names are not what is printed on them. */
const onMac: Readonly<Record<string, string>> = {
  Backspace: '⌫',
  Delete: '⌦',
  Enter: '↩',
  Tab: '⇥',
  Escape: '⎋',
};
const printed: Readonly<Record<string, string>> = {
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Plus: '+',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
};

/** True for F1 to F24. */
export function isFunctionKey(key: string): boolean {
  return /^F(?:[1-9]|1\d|2[0-4])$/u.test(key);
}

/** True for a key that types a character. */
export function typesCharacter(key: string): boolean {
  return /^[A-Z0-9]$/u.test(key) || signs.has(key) || key === 'Plus' || key === 'Space';
}

function isKey(key: string): boolean {
  return typesCharacter(key) || isFunctionKey(key) || plain.has(key);
}

/**
 * The key of an event, whatever the layout of the keyboard: letters that are not of the Latin
 * alphabet, and those that Option types on a Mac, count as the letter of their place.
 */
function keyOf({ key, code, altKey }: Pressed): string | null {
  const place = /^(?:Key|Digit)([A-Z0-9])$/u.exec(code)?.[1];
  if (place !== undefined && (altKey || /\d/u.test(place) || !/^[\u0020-\u007E]$/u.test(key))) {
    return place;
  }
  const name = named[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return isKey(name) ? name : null;
}

/** The keys as an accelerator of Electron, always written the same way: `CmdOrCtrl+Shift+N`. */
export function acceleratorFrom({ key, command, alt, shift }: Keys): string {
  return [
    ...(command ? ['CmdOrCtrl'] : []),
    ...(alt ? ['Alt'] : []),
    ...(shift ? ['Shift'] : []),
    key,
  ].join('+');
}

/** Reads an accelerator that {@link acceleratorFrom} wrote; null for any other text. */
export function keysFrom(accelerator: string): Keys | null {
  const parts = accelerator.split('+');
  const key = parts.at(-1) ?? '';
  const has = (name: string): boolean => parts.slice(0, -1).includes(name);
  const keys = { key, command: has('CmdOrCtrl'), alt: has('Alt'), shift: has('Shift') };
  return isKey(key) && acceleratorFrom(keys) === accelerator ? keys : null;
}

/** The accelerator of pressed keys; null if no shortcut can consist of them. */
export function acceleratorPressed(event: Pressed, platform: Platform): string | null {
  const isMac = platform === 'mac';
  const [command, other] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  const key = keyOf(event);
  if (key === null || other) return null;
  return acceleratorFrom({ key, command, alt: event.altKey, shift: event.shiftKey });
}

/** An accelerator as people read it: `⇧⌘N` on a Mac, `Ctrl+Shift+N` elsewhere. */
export function keysText(accelerator: string, platform: Platform): string {
  const keys = keysFrom(accelerator);
  if (keys === null) return accelerator;
  const { key, command, alt, shift } = keys;
  const name = printed[key] ?? key;
  if (platform === 'mac') {
    return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${command ? '⌘' : ''}${onMac[key] ?? name}`;
  }
  return [
    ...(command ? ['Ctrl'] : []),
    ...(alt ? ['Alt'] : []),
    ...(shift ? ['Shift'] : []),
    name,
  ].join('+');
}
