import { t } from '../../../shared/language/translate.ts';
import {
  actions,
  needsConversation,
  type ActionId,
  type Platform,
} from '../../../shared/actions.ts';
import { shortcutText, type Shortcuts } from '../../../shared/shortcuts.ts';
import { actionName } from '../../../shared/words/desktop/action-words.ts';

/** A key and what it does. */
export interface ShownShortcut {
  readonly keys: string;
  readonly does: string;
}

/** Keys that belong together. */
export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly ShownShortcut[];
}

/** Whether the parts that have keys of their own are on show. */
export interface View {
  readonly hasConversation: boolean;
  readonly hasList: boolean;
  readonly hasFind: boolean;
  readonly hasBranches: boolean;
  readonly hasColumns: boolean;
}

/** All keys that can be pressed in a view. */
export function shortcutGroups(
  platform: Platform,
  shortcuts: Shortcuts,
  view: View,
): readonly ShortcutGroup[] {
  const control = platform === 'mac' ? '⌘' : 'Ctrl+';
  const ids = Object.keys(actions) as readonly ActionId[];
  const ofActions = ids
    .filter((id) => view.hasConversation || !needsConversation(id))
    .map((id) => ({ keys: shortcutText(id, platform, shortcuts), does: actionName(id) }))
    .filter(({ keys }) => keys !== '');
  return [
    {
      title: t('shortcut.group.anywhere'),
      shortcuts: [
        ...ofActions,
        { keys: '?', does: t('shortcut.does.shortcuts') },
        { keys: t('shortcut.keys.any_letter'), does: t('shortcut.does.begin_message') },
        { keys: 'Esc', does: t('shortcut.does.step_back') },
      ],
    },
    {
      title: t('shortcut.group.message_box'),
      shortcuts: [
        { keys: 'Enter', does: t('shortcut.does.send') },
        { keys: 'Shift+Enter', does: t('shortcut.does.new_line') },
        { keys: `${control}Enter`, does: t('shortcut.does.send_now') },
        { keys: '↑', does: t('shortcut.does.edit_last') },
        { keys: '/', does: t('shortcut.does.commands') },
        { keys: '@', does: t('shortcut.does.mention') },
      ],
    },
    ...(view.hasConversation
      ? [
          {
            title: t('shortcut.group.messages'),
            shortcuts: [
              { keys: 'Home', does: t('shortcut.does.to_beginning') },
              { keys: 'End', does: t('shortcut.does.to_end') },
            ],
          },
        ]
      : []),
    ...(view.hasFind
      ? [
          {
            title: t('action.find_in_conversation'),
            shortcuts: [
              { keys: 'Enter', does: t('find.next') },
              { keys: 'Shift+Enter', does: t('find.previous') },
            ],
          },
        ]
      : []),
    ...(view.hasList
      ? [
          {
            title: t('shortcut.group.conversations'),
            shortcuts: [
              { keys: '↑ ↓', does: t('shortcut.does.move') },
              { keys: 'Enter', does: t('common.open') },
              { keys: t('key.space'), does: t('shortcut.does.select') },
              { keys: `${control}A`, does: t('shortcut.does.select_all') },
              { keys: 'F2', does: t('page.rename') },
              { keys: 'Delete', does: t('shortcut.does.delete') },
            ],
          },
        ]
      : []),
    ...(view.hasBranches
      ? [
          {
            title: t('action.show_branches'),
            shortcuts: [
              { keys: '↑ ↓ ← →', does: t('shortcut.does.move') },
              { keys: 'Enter', does: t('shortcut.does.show_and_go') },
              { keys: t('key.space'), does: t('shortcut.does.show') },
              { keys: 'Delete', does: t('shortcut.does.delete_branch') },
              { keys: `${control}Z`, does: t('shortcut.does.undo_deletion') },
              { keys: `${control}C`, does: t('shortcut.does.copy_branch') },
            ],
          },
        ]
      : []),
    ...(view.hasColumns
      ? [
          {
            title: t('compare.answers'),
            shortcuts: [
              { keys: '← →', does: t('shortcut.does.move_between_answers') },
              { keys: 'Enter', does: t('shortcut.does.continue_with') },
            ],
          },
        ]
      : []),
  ];
}
