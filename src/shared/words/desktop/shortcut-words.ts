import { actions, type ActionId } from '../../actions.ts';
import type { Conflict, MenuUse } from '../../shortcut-conflicts.ts';

/** The name of an action in lists; menus add the dots of those that ask for more. */
export function actionName(id: ActionId): string {
  return actions[id].label.replace(/…$/u, '');
}

const menuWords: Readonly<Record<MenuUse, (keys: string) => string>> = {
  quit: (keys) => `${keys} quits Parley.`,
  close: (keys) => `${keys} closes the window.`,
  minimise: (keys) => `${keys} minimises the window.`,
  hide: (keys) => `${keys} hides Parley or other programs.`,
  reload: (keys) => `${keys} reloads the window.`,
  zoom: (keys) => `${keys} makes everything larger or smaller.`,
  full_screen: (keys) => `${keys} fills the screen with the window.`,
  developer_tools: (keys) => `${keys} opens the developer tools.`,
};

/** Says why keys cannot be a shortcut. `command` is what Ctrl is called on this system. */
export function conflictWords(conflict: Conflict, keys: string, command: string): string {
  switch (conflict.kind) {
    case 'not_keys':
      return `These keys cannot be a shortcut. Press a letter, a digit or F1 to F24, with ${command}.`;
    case 'no_modifier':
      return `${keys} alone is for typing and moving. Press it together with ${command}.`;
    case 'typing':
      return `${keys} types a character on some keyboards.`;
    case 'editing':
      return `${keys} edits text.`;
    case 'message_box':
      return `${keys} sends a message or adds a line.`;
    case 'view':
      return `${keys} is for lists: it renames.`;
    case 'system':
      return `${keys} belongs to the system.`;
    case 'menu':
      return menuWords[conflict.use](keys);
    case 'action':
      return `${keys} is the shortcut of “${actionName(conflict.id)}”. Press Enter to use it here instead.`;
  }
}

/** The words of Settings → Shortcuts. */
export const shortcutWords = {
  about:
    'Choose a shortcut to change it, and press the new keys. Changes hold at once, in every window.',
  press: 'Press the keys. Esc leaves it as it is.',
  none: 'None',
  restoreAll: 'Restore all',
  change: (name: string, keys: string) => `Shortcut of “${name}”: ${keys}`,
  remove: (name: string) => `Remove the shortcut of “${name}”`,
  restore: (name: string, keys: string) => `Restore the shortcut of “${name}”: ${keys}`,
  restoreNone: (name: string) => `Restore “${name}” to no shortcut`,
  refused: (why: string) => `Your shortcut does not work here. ${why}`,
  takeThem: 'Use it here',
  changeThem: 'Change shortcuts…',
} as const;
