import type { ShortcutState } from '../../../shared/model/desktop/global-shortcut.ts';
import { createGlobalShortcut, type GlobalShortcut } from '../../desktop/quick/global-shortcut.ts';
import { isShortcutAsked, registerKeys, unregisterKeys } from '../../electron/quick/shortcut.ts';
import { after } from './after.ts';

/**
 * Creates the shortcut of the quick window. In a file of its own, so that nothing of it is loaded
 * before one is chosen.
 */
export function loadShortcut(options: {
  readonly onPress: () => void;
  readonly onState: (state: ShortcutState) => void;
}): GlobalShortcut {
  return createGlobalShortcut({
    ...options,
    register: registerKeys,
    unregister: unregisterKeys,
    isAsked: isShortcutAsked(),
    after,
  });
}
