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

/** What is on show, and has keys of its own. */
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
      title: 'Anywhere',
      shortcuts: [
        ...ofActions,
        { keys: '?', does: 'These shortcuts, outside of text' },
        { keys: 'Any letter', does: 'Begin a message' },
        { keys: 'Esc', does: 'One step back: what is open closes, then the answer stops' },
      ],
    },
    {
      title: 'Message box',
      shortcuts: [
        { keys: 'Enter', does: 'Send; while an answer streams, after it' },
        { keys: 'Shift+Enter', does: 'New line' },
        { keys: `${control}Enter`, does: 'While an answer streams, stop it and send' },
        { keys: '↑', does: 'In an empty box, edit the last message' },
        { keys: '/', does: 'Commands and prompts' },
        { keys: '@', does: 'Files, resources and other conversations' },
      ],
    },
    ...(view.hasConversation
      ? [
          {
            title: 'Messages',
            shortcuts: [
              { keys: 'Home', does: 'To the beginning of the conversation' },
              { keys: 'End', does: 'To the end; follow the answer' },
            ],
          },
        ]
      : []),
    ...(view.hasFind
      ? [
          {
            title: 'Find in conversation',
            shortcuts: [
              { keys: 'Enter', does: 'Next place' },
              { keys: 'Shift+Enter', does: 'Place before' },
            ],
          },
        ]
      : []),
    ...(view.hasList
      ? [
          {
            title: 'List of conversations',
            shortcuts: [
              { keys: '↑ ↓', does: 'Move' },
              { keys: 'Enter', does: 'Open' },
              { keys: 'Space', does: 'Select; with Shift, arrows select on the way' },
              { keys: `${control}A`, does: 'Select all' },
              { keys: 'F2', does: 'Rename' },
              { keys: 'Delete', does: 'Delete' },
            ],
          },
        ]
      : []),
    ...(view.hasBranches
      ? [
          {
            title: 'Branches',
            shortcuts: [
              { keys: '↑ ↓ ← →', does: 'Move' },
              { keys: 'Enter', does: 'Show, and go there' },
              { keys: 'Space', does: 'Show' },
              { keys: 'Delete', does: 'Delete the branch' },
              { keys: `${control}Z`, does: 'Undo the last deletion' },
              { keys: `${control}C`, does: 'Copy the branch' },
            ],
          },
        ]
      : []),
    ...(view.hasColumns
      ? [
          {
            title: 'Answers side by side',
            shortcuts: [
              { keys: '← →', does: 'Move between the answers' },
              { keys: 'Enter', does: 'Continue with this answer' },
            ],
          },
        ]
      : []),
  ];
}
