import {
  actions,
  needsConversation,
  type ActionId,
  type Platform,
} from '../../../shared/actions.ts';
import { t } from '../../../shared/language/translate.ts';
import type { ConversationHead } from '../../../shared/model/conversation.ts';
import { shortcutText, type Shortcuts } from '../../../shared/shortcuts.ts';
import type { UndoView } from '../../../shared/model/undo/undo.ts';
import { actionLabel } from '../../../shared/words/undo/undo-words.ts';
import type { Controller } from '../../client/controller.ts';
import type { PaletteEntry } from '../../client/palette-entries.ts';
import { shortcutsIn } from '../../client/use-shortcut-text.ts';
import { settingsPages } from '../../../shared/model/arrival/arrival.ts';
import { settingsSectionName } from '../../common/settings-sections.ts';

/** Kept by head, so that each title is folded once however often the palette opens. */
const ofHeads = new WeakMap<ConversationHead, PaletteEntry>();

function conversationEntry(controller: Controller, head: ConversationHead): PaletteEntry {
  const known = ofHeads.get(head);
  if (known !== undefined) return known;
  const { id, title, folder = '', updatedAt } = head;
  const entry: PaletteEntry = {
    key: `conversation ${id}`,
    kind: 'conversation',
    label: title,
    detail: folder,
    updatedAt,
    run: () => controller.show(id),
  };
  ofHeads.set(head, entry);
  return entry;
}

/** The actions of menu and keyboard that can be done now. The palette does not open itself. */
function actionEntries(
  platform: Platform,
  shortcuts: Shortcuts,
  hasConversation: boolean,
  view: UndoView,
  run: (id: ActionId) => void,
): readonly PaletteEntry[] {
  const ids = (Object.keys(actions) as ActionId[]).filter(
    (id) =>
      id !== 'command_palette' &&
      (hasConversation || !needsConversation(id)) &&
      (id !== 'undo' || view.undo !== null) &&
      (id !== 'redo' || view.redo !== null),
  );
  // On a Mac it is the first entry of the menu, and the least used.
  ids.sort((a, b) => Number(a === 'about') - Number(b === 'about'));
  return ids.map((id) => {
    const shortcut = shortcutText(id, platform, shortcuts);
    return {
      key: `action ${id}`,
      kind: 'command',
      label: actionLabel(id, view),
      detail: '',
      ...(shortcut === '' ? {} : { shortcut }),
      run: () => run(id),
    };
  });
}

/** What the palette offers in every window: actions, conversations and settings. */
export function windowEntries(
  controller: Controller,
  run: (id: ActionId) => void,
): readonly PaletteEntry[] {
  const state = controller.store.getState();
  const { heads, info, activeId, undo } = state;
  const sections = settingsPages.map((section): PaletteEntry => ({
    key: `settings ${section}`,
    kind: 'settings',
    label: t('palette.settings', { section: settingsSectionName(section) }),
    detail: '',
    run: () => controller.setDialog({ kind: 'settings', section }),
  }));
  return [
    ...actionEntries(info?.platform ?? 'linux', shortcutsIn(state), activeId !== null, undo, run),
    ...sections,
    ...Object.values(heads)
      .filter(({ id }) => id !== activeId)
      .map((head) => conversationEntry(controller, head)),
  ];
}
