import type { ActionId } from '../../actions.ts';
import { sentences } from '../../language/formats.ts';
import { t } from '../../language/translate.ts';
import type { Conflict } from '../../shortcut-conflicts.ts';
import { actionName } from './action-words.ts';

/** Says why keys cannot be a shortcut. `command` is what Ctrl is called on this system. */
export function conflictWords(conflict: Conflict, keys: string, command: string): string {
  switch (conflict.kind) {
    case 'not_keys':
      return t('shortcut.conflict.not_keys', { command });
    case 'no_modifier':
      return t('shortcut.conflict.no_modifier', { keys, command });
    case 'typing':
    case 'editing':
    case 'message_box':
    case 'view':
    case 'system':
      return t(`shortcut.conflict.${conflict.kind}`, { keys });
    case 'menu':
      return t(`shortcut.conflict.menu.${conflict.use}`, { keys });
    case 'action':
      return t('shortcut.conflict.action', { keys, action: actionName(conflict.id) });
  }
}

/** Says that a shortcut of the person does not work on this system, and why. */
export function refusedWords(why: string): string {
  return sentences(t('shortcut.refused'), why);
}

/** The label of the button that takes an action back to its usual shortcut; null for none. */
export function restoreWords(id: ActionId, keys: string | null): string {
  const action = actionName(id);
  return keys === null
    ? t('shortcut.restore_none', { action })
    : t('shortcut.restore', { action, keys });
}
