import type { ActionId } from '../../actions.ts';
import { sentences } from '../../language/formats.ts';
import { t } from '../../language/translate.ts';
import type { Undoable, Undone, UndoView } from '../../model/undo/undo.ts';
import { actionItem } from '../desktop/action-words.ts';

/** The longest name that a menu shows. */
const longestName = 40;

function shortName(name: string | null): string {
  const whole = (name ?? '').replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return whole.length > longestName ? `${whole.slice(0, longestName).toWellFormed()}…` : whole;
}

/** What was done, as an entry of a menu would say it. */
function phraseOf({ kind, name, count }: Undoable): string {
  switch (kind) {
    case 'conversations_deleted':
    case 'conversations_restored':
    case 'conversations_renamed':
    case 'conversations_moved':
    case 'conversations_archived':
    case 'conversations_unarchived':
    case 'conversations_pinned':
    case 'conversations_unpinned':
    case 'conversations_changed':
      return count === 1
        ? t(`undo.what.${kind}`, { name: shortName(name) })
        : t(`undo.what.${kind}.many`, { count });
    case 'prompt_saved':
    case 'prompt_deleted':
    case 'assistant_saved':
    case 'assistant_deleted':
    case 'provider_saved':
    case 'provider_deleted':
    case 'tool_server_saved':
    case 'tool_server_deleted':
      return t(`undo.what.${kind}`, { name: shortName(name) });
    case 'message_pinned':
    case 'message_unpinned':
    case 'branch_deleted':
    case 'answer_edited':
    case 'checkpoint_changed':
    case 'queued_changed':
    case 'queued_removed':
    case 'draft_changed':
    case 'prompts_imported':
    case 'assistants_imported':
    case 'key_changed':
    case 'key_deleted':
    case 'model_changed':
    case 'price_changed':
    case 'instructions_changed':
    case 'settings_changed':
    case 'permission_revoked':
    case 'search_changed':
    case 'origin_allowed':
    case 'origin_forgotten':
      return t(`undo.what.${kind}`);
  }
}

/** The label of an action in menus and lists; Undo and Redo say what they would do. */
export function actionLabel(id: ActionId, { undo, redo }: UndoView): string {
  if (id === 'undo' && undo !== null) return t('undo.label.undo', { what: phraseOf(undo) });
  if (id === 'redo' && redo !== null) return t('undo.label.redo', { what: phraseOf(redo) });
  return actionItem(id);
}

/** What was taken back, or made again. */
export function undoneWords(direction: 'undo' | 'redo', { what, left }: Undone): string {
  return sentences(
    t(`undo.done.${direction}`, { what: phraseOf(what) }),
    left === 0 ? '' : t('undo.left', { count: left }),
  );
}
