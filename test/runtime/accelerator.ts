/** A key press, as reported by the page. */
export interface Shortcut {
  readonly key: string;
  readonly control: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

const keyNames: Readonly<Record<string, string>> = {
  plus: '+',
  space: ' ',
  esc: 'escape',
  return: 'enter',
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
};

/** Whether a key press matches an Electron accelerator such as `CmdOrCtrl+Shift+N`. */
export function matchesAccelerator(accelerator: string, shortcut: Shortcut): boolean {
  const parts = accelerator.toLowerCase().split(/\+(?!$)/);
  const wantedKey = parts.pop() ?? '';
  const mac = process.platform === 'darwin';
  const has = (...names: readonly string[]): boolean => names.some((name) => parts.includes(name));
  const either = has('commandorcontrol', 'cmdorctrl');
  const control = has('control', 'ctrl') || (either && !mac);
  const meta = has('command', 'cmd', 'super', 'meta') || (either && mac);
  const key = keyNames[wantedKey] ?? wantedKey;
  // A sign such as "+" or "?" may require Shift.
  const shift = has('shift') || (key.length === 1 && !/[a-z0-9]/.test(key) && shortcut.shift);
  return (
    shortcut.key.toLowerCase() === key &&
    shortcut.control === control &&
    shortcut.meta === meta &&
    shortcut.alt === has('alt', 'option') &&
    shortcut.shift === shift
  );
}
