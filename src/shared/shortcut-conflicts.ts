import type { ActionId } from './actions.ts';
import { isFunctionKey, keysFrom, typesCharacter, type Platform } from './keys.ts';

/** The uses of keys in menus, apart from actions. */
export type MenuUse =
  | 'quit'
  | 'close'
  | 'minimise'
  | 'hide'
  | 'reload'
  | 'zoom'
  | 'full_screen'
  | 'developer_tools';

/**
 * Why keys cannot be the shortcut of any action. `not_keys`: no shortcut can consist of them.
 * `no_modifier`: they need Ctrl, or Cmd on a Mac. `typing`: they type a character on some
 * keyboards. `editing`: they edit text or go through it. `message_box`: they send a message.
 * `view`: a list uses them. `system`: the system takes them first.
 */
export type Refusal =
  | {
      readonly kind:
        | 'not_keys'
        | 'no_modifier'
        | 'typing'
        | 'editing'
        | 'message_box'
        | 'view'
        | 'system';
    }
  | { readonly kind: 'menu'; readonly use: MenuUse };

/** Why keys cannot be the shortcut of an action, unless another one gives them up. */
export type Conflict = Refusal | { readonly kind: 'action'; readonly id: ActionId };

/** The accelerators of keys that are divided by spaces. */
function accelerators(keys: string, modifiers = ''): readonly string[] {
  return keys.split(' ').map((key) => `${modifiers}${key}`);
}

const moves = 'Up Down Left Right Home End';
const editing = new Set([
  ...accelerators('A C V X Y Shift+V Alt+Shift+V', 'CmdOrCtrl+'),
  ...accelerators('Backspace Delete Insert', 'CmdOrCtrl+'),
  ...accelerators(moves, 'CmdOrCtrl+'),
  ...accelerators(moves, 'CmdOrCtrl+Shift+'),
]);

const menuUses: Readonly<Record<string, MenuUse>> = {
  'CmdOrCtrl+Q': 'quit',
  'CmdOrCtrl+W': 'close',
  'CmdOrCtrl+M': 'minimise',
  'CmdOrCtrl+R': 'reload',
  'CmdOrCtrl+0': 'zoom',
  'CmdOrCtrl+Plus': 'zoom',
  'CmdOrCtrl+Shift+Plus': 'zoom',
  'CmdOrCtrl+=': 'zoom',
  'CmdOrCtrl+-': 'zoom',
};
const menuUsesOn: Readonly<Record<Platform, Readonly<Record<string, MenuUse>>>> = {
  mac: { 'CmdOrCtrl+H': 'hide', 'CmdOrCtrl+Alt+H': 'hide', 'CmdOrCtrl+Alt+I': 'developer_tools' },
  windows: { F11: 'full_screen', 'CmdOrCtrl+Shift+I': 'developer_tools' },
  linux: { F11: 'full_screen', 'CmdOrCtrl+Shift+I': 'developer_tools' },
};

/** The shortcuts that systems take as they come; a person may have changed them there. */
const systemKeys: Readonly<Record<Platform, ReadonlySet<string>>> = {
  mac: new Set([
    ...accelerators('Tab Space ` Shift+Q Shift+3 Shift+4 Shift+5 Shift+6', 'CmdOrCtrl+'),
    ...accelerators('Space D Escape F5', 'CmdOrCtrl+Alt+'),
    'F11',
  ]),
  windows: new Set([
    ...accelerators('Escape Shift+Escape Alt+Delete Alt+Tab', 'CmdOrCtrl+'),
    ...accelerators('Alt+F4 F10 Shift+F10 F12'),
  ]),
  linux: new Set([
    ...accelerators('Delete Tab Up Down Left Right T L Backspace', 'CmdOrCtrl+Alt+'),
    ...accelerators('F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12', 'CmdOrCtrl+Alt+'),
    ...accelerators('Shift+U Space Escape', 'CmdOrCtrl+'),
    ...accelerators('F1 F2 F4 F7 F8 F10', 'Alt+'),
    ...accelerators('F10 Shift+F10'),
  ]),
};

/** Keys that the lists use. */
const viewKeys = new Set(['F2']);

/** Why an accelerator cannot be a shortcut on any system, or null. */
export function refusalAnywhere(accelerator: string): Refusal | null {
  const keys = keysFrom(accelerator);
  if (keys === null) return { kind: 'not_keys' };
  const { key, command } = keys;
  if (key === 'Escape' && !command) return { kind: 'not_keys' };
  if (!command && !isFunctionKey(key)) return { kind: 'no_modifier' };
  // A sign with Shift is another sign, and which one differs between keyboards.
  if (keys.shift && typesCharacter(key) && !/^[A-Z0-9]$/u.test(key)) return { kind: 'not_keys' };
  if (editing.has(accelerator)) return { kind: 'editing' };
  if (key === 'Enter') return { kind: 'message_box' };
  return viewKeys.has(accelerator) ? { kind: 'view' } : null;
}

/** Why an accelerator cannot be a shortcut on this system, or null. */
export function refusalOf(accelerator: string, platform: Platform): Refusal | null {
  const anywhere = refusalAnywhere(accelerator);
  if (anywhere !== null) return anywhere;
  const use = menuUsesOn[platform][accelerator] ?? menuUses[accelerator];
  if (use !== undefined) return { kind: 'menu', use };
  if (systemKeys[platform].has(accelerator)) return { kind: 'system' };
  const keys = keysFrom(accelerator);
  // Windows tells AltGr as Ctrl and Alt.
  const isAltGr = platform === 'windows' && keys !== null && keys.command && keys.alt;
  return isAltGr && typesCharacter(keys.key) ? { kind: 'typing' } : null;
}
