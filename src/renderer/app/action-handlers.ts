import type { MainAction } from '../../shared/actions.ts';
import type { Id } from '../../shared/model/conversation.ts';
import type { Result } from '../../shared/model/errors.ts';
import { sentenceOf } from '../../shared/words/error-words.ts';
import type { Controller } from '../client/controller.ts';
import { holdEarlyKeys } from '../client/early-keys.ts';
import { focusComposer, focusFind, focusSearch } from '../common/focus.ts';
import type { Say } from '../common/use-problem.ts';
import { compareShown } from '../features/chat/compare/compare-shown.ts';
import { toggleMap } from '../features/chat/map/map-shown.ts';
import type { ActionHandlers } from './use-actions.ts';

/** Actions of main that the palette starts, too. */
export const mainActions: Readonly<Record<MainAction, () => void>> = {
  print: () => window.print(),
};

/** Dependencies of the window's actions. */
export interface ActionTargets {
  readonly controller: Controller;
  readonly newConversation: () => void;
  readonly newTemporary: () => Promise<Result<void>>;
  readonly showSidebar: () => void;
  readonly toggleSidebar: () => void;
  readonly openFind: () => void;
  /** Says the problem of the last action, or what else it has to say; null for nothing. */
  readonly say: (words: Say | null) => void;
}

/** Makes the handler of each action in the menu and on the keyboard. */
export function createActionHandlers(targets: ActionTargets): ActionHandlers {
  const { controller, newConversation, newTemporary, showSidebar, say } = targets;
  const { store } = controller;
  const tell = async (done: Promise<Result<unknown>>): Promise<void> => {
    const result = await done;
    say(result.ok ? null : () => sentenceOf(result.error));
  };
  /** Applies an action to the conversation on show, if there is one. */
  const onShown = (act: (conversationId: Id) => void) => (): void => {
    const { activeId } = store.getState();
    if (activeId !== null) act(activeId);
  };
  const move = async (direction: 'undo' | 'redo'): Promise<void> => {
    const result =
      direction === 'undo'
        ? await controller.command('undo.undo', { key: null })
        : await controller.command('undo.redo', undefined);
    if (!result.ok) {
      say(() => sentenceOf(result.error));
      return;
    }
    const { kind, conversationId } = result.value.what;
    if (kind === 'conversations_deleted') {
      const isBack = direction === 'undo';
      if (isBack && conversationId !== null && store.getState().activeId === null) {
        controller.show(conversationId);
      }
      // That it is gone again is told by the notice of every deletion.
      if (!isBack) return;
    }
    const { undoneWords } = await import('../../shared/words/undo/undo-words.ts');
    say(() => undoneWords(direction, result.value));
  };
  return {
    undo: () => void move('undo'),
    redo: () => void move('redo'),
    about: () => controller.setDialog({ kind: 'about' }),
    new_conversation: newConversation,
    new_temporary: () => void tell(newTemporary()),
    open_settings: () => controller.setDialog({ kind: 'settings', section: 'providers' }),
    quick_ask: () => void tell(controller.command('quick.show', undefined)),
    open_window: onShown((conversationId) => {
      void tell(controller.command('app.openWindow', { conversationId }));
    }),
    save_as_pdf: onShown((id) => {
      const what = { kind: 'conversations' as const, conversationIds: [id] };
      void tell(controller.command('library.export', { what, format: 'pdf' }));
    }),
    copy_link: onShown((id) => {
      void import('./arrivals/copy-link.ts').then(async ({ copyLink }) =>
        say(await copyLink(controller, id)),
      );
    }),
    keyboard_shortcuts: () => controller.setDialog({ kind: 'shortcuts' }),
    command_palette() {
      holdEarlyKeys();
      controller.setDialog({ kind: 'palette' });
    },
    toggle_sidebar: targets.toggleSidebar,
    search() {
      showSidebar();
      focusSearch();
    },
    find_in_conversation: onShown(() => {
      targets.openFind();
      focusFind();
    }),
    show_branches: onShown(toggleMap),
    compare_answers() {
      const { activeId, heads } = store.getState();
      const isReadOnly = activeId !== null && heads[activeId]?.readOnly !== undefined;
      if (!isReadOnly) compareShown.set(true);
    },
    async quote_selection() {
      const { quoteSelection } = await import('../features/chat/quote/selected.ts');
      quoteSelection();
    },
    delete_conversation: onShown((conversationId) => {
      void tell(controller.command('conversation.delete', { conversationId }));
      focusComposer();
    }),
  };
}
