import type { Undoable, Undone, UndoKind, UndoView } from '../../model/undo/undo.ts';

/** The longest name that a menu shows. */
const longestName = 40;

type Phrase = (name: string, count: number) => string;

/** Phrases for one thing, which has a name, and for several. */
function oneOrMany(one: (name: string) => string, many: (count: string) => string): Phrase {
  return (name, count) => (count === 1 ? one(name) : many(count.toLocaleString()));
}

/** What was done, as an entry of a menu would say it. */
const phrases: Readonly<Record<UndoKind, Phrase>> = {
  conversations_deleted: oneOrMany(
    (name) => `Delete “${name}”`,
    (count) => `Delete ${count} conversations`,
  ),
  conversations_restored: oneOrMany(
    (name) => `Restore “${name}”`,
    (count) => `Restore ${count} conversations`,
  ),
  conversations_renamed: oneOrMany(
    (name) => `Rename “${name}”`,
    (count) => `Rename ${count} conversations`,
  ),
  conversations_moved: oneOrMany(
    (name) => `Move “${name}”`,
    (count) => `Move ${count} conversations`,
  ),
  conversations_archived: oneOrMany(
    (name) => `Archive “${name}”`,
    (count) => `Archive ${count} conversations`,
  ),
  conversations_unarchived: oneOrMany(
    (name) => `Unarchive “${name}”`,
    (count) => `Unarchive ${count} conversations`,
  ),
  conversations_pinned: oneOrMany(
    (name) => `Pin “${name}”`,
    (count) => `Pin ${count} conversations`,
  ),
  conversations_unpinned: oneOrMany(
    (name) => `Unpin “${name}”`,
    (count) => `Unpin ${count} conversations`,
  ),
  conversations_changed: oneOrMany(
    (name) => `Change settings of “${name}”`,
    (count) => `Change settings of ${count} conversations`,
  ),
  message_pinned: () => 'Pin message',
  message_unpinned: () => 'Unpin message',
  branch_deleted: () => 'Delete branch',
  answer_edited: () => 'Edit answer',
  checkpoint_changed: () => 'Change what is sent',
  queued_changed: () => 'Change queued message',
  queued_removed: () => 'Remove queued message',
  draft_changed: () => 'Take something out of the message',
  prompt_saved: (name) => `Save prompt “${name}”`,
  prompt_deleted: (name) => `Delete prompt “${name}”`,
  prompts_imported: () => 'Import prompts',
  assistant_saved: (name) => `Save assistant “${name}”`,
  assistant_deleted: (name) => `Delete assistant “${name}”`,
  assistants_imported: () => 'Import assistants',
  provider_saved: (name) => `Save provider “${name}”`,
  provider_deleted: (name) => `Delete provider “${name}”`,
  key_changed: () => 'Change key',
  key_deleted: () => 'Delete key',
  model_changed: () => 'Change settings of a model',
  price_changed: () => 'Change price',
  instructions_changed: () => 'Change instructions',
  settings_changed: () => 'Change settings',
  tool_server_saved: (name) => `Save tool server “${name}”`,
  tool_server_deleted: (name) => `Delete tool server “${name}”`,
  permission_revoked: () => 'Revoke permission',
  search_changed: () => 'Change web search',
  origin_allowed: () => 'Allow web page',
  origin_forgotten: () => 'Remove web page',
};

function phraseOf({ kind, name, count }: Undoable): string {
  const whole = (name ?? '').replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const short =
    whole.length > longestName ? `${whole.slice(0, longestName).toWellFormed()}…` : whole;
  return phrases[kind](short, count);
}

/** The label of an action in menus and lists; Undo and Redo say what they would do. */
export function actionLabel(id: string, label: string, { undo, redo }: UndoView): string {
  if (id === 'undo' && undo !== null) return `Undo: ${phraseOf(undo)}`;
  return id === 'redo' && redo !== null ? `Redo: ${phraseOf(redo)}` : label;
}

function leftWords(left: number): string {
  return left === 1
    ? 'One thing has been changed since and stays as it is.'
    : `${left.toLocaleString()} things have been changed since and stay as they are.`;
}

/** What was taken back, or made again. */
export function undoneWords(direction: 'undo' | 'redo', { what, left }: Undone): string {
  const done =
    direction === 'undo' ? `Undone: ${phraseOf(what)}.` : `Done again: ${phraseOf(what)}.`;
  return left === 0 ? done : `${done} ${leftWords(left)}`;
}
