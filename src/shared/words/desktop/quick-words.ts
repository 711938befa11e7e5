import { keysText, type Platform } from '../../keys.ts';
import { t } from '../../language/translate.ts';
import type { ShortcutState } from '../../model/desktop/global-shortcut.ts';

/** Says where the shortcut of the quick window stands, and what to do about it; '' for nothing. */
export function shortcutStateWords(state: ShortcutState, platform: Platform): string {
  if (state.kind === 'off') return '';
  const keys = keysText(state.accelerator, platform);
  if (state.isListening) return t('quick.shortcut.listening', { keys });
  switch (state.kind) {
    case 'taken':
      return t('quick.shortcut.taken', { keys });
    case 'waiting':
      return t('quick.shortcut.waiting', { keys });
    case 'unverified':
      return t('quick.shortcut.unverified', { keys });
    case 'refused':
      return t('quick.shortcut.refused', { keys });
    case 'working':
      return t('quick.shortcut.working', { keys });
  }
}
