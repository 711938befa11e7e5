import { useCallback, useMemo } from 'react';
import {
  isWindowAction,
  type mainOnly,
  type ActionId,
  type WindowAction,
} from '../../shared/actions.ts';
import type { Result } from '../../shared/model/errors.ts';
import { useController } from '../client/use-app.ts';
import { holdEarlyKeys } from '../client/early-keys.ts';
import { focusComposer, searchFor, typeIntoComposer } from '../common/focus.ts';
import { createActionHandlers, mainActions, type ActionTargets } from './action-handlers.ts';
import { useActions } from './use-actions.ts';
import type { Sidebar } from './use-sidebar.ts';

/** Dependencies of {@link useWindowActions}. They stay the same from one render to the next. */
export interface WindowActionsOptions
  extends Pick<Sidebar, 'toggle' | 'show' | 'leave'>, Pick<ActionTargets, 'openFind' | 'say'> {
  /** Subscribes to choices in the application menu; returns an unsubscribe function. */
  readonly onMenu: (listener: (action: WindowAction) => void) => () => void;
}

/** The actions of the window that its views start. */
export interface WindowActions {
  readonly newConversation: () => void;
  readonly newConversationIn: (folder: string) => void;
  /** Runs any action of the menu. */
  readonly onAction: (id: ActionId) => void;
  /** Searches all messages. */
  readonly onSearch: (text: string) => void;
}

/** Runs the window's actions, from the menu, the keyboard and its views. */
export function useWindowActions(options: WindowActionsOptions): WindowActions {
  const { toggle, show, leave, openFind, say, onMenu } = options;
  const controller = useController();
  const { alone } = controller;

  const inMain = useCallback(
    (action: (typeof mainOnly)[number]) => controller.command('app.performInMain', { action }),
    [controller],
  );
  const showSidebar = useCallback(() => {
    if (alone === null) show();
    else void inMain('search');
  }, [alone, inMain, show]);

  const newConversation = useCallback(() => {
    controller.show(null);
    leave();
    focusComposer();
  }, [controller, leave]);

  const newTemporary = useCallback(async (): Promise<Result<void>> => {
    // The next letters are for the new conversation, and must not reach the one on show.
    holdEarlyKeys();
    const result = await controller.startTemporary();
    if (result.ok) leave();
    typeIntoComposer();
    return result;
  }, [controller, leave]);

  const newConversationIn = useCallback(
    (folder: string) => {
      controller.startIn(folder);
      leave();
      focusComposer();
    },
    [controller, leave],
  );

  const handlers = useMemo(
    () =>
      createActionHandlers({
        controller,
        newConversation,
        newTemporary,
        showSidebar,
        toggleSidebar: alone === null ? toggle : () => void inMain('toggle_sidebar'),
        openFind,
        say,
      }),
    [controller, alone, inMain, newConversation, newTemporary, showSidebar, toggle, openFind, say],
  );
  useActions(handlers, onMenu);
  const onAction = useCallback(
    (id: ActionId): void => {
      if (isWindowAction(id)) handlers[id]();
      else mainActions[id]();
    },
    [handlers],
  );
  const onSearch = useCallback(
    (text: string): void => {
      if (alone === null) {
        show();
        searchFor(text);
      } else void controller.command('app.showInMain', { kind: 'search', query: text });
    },
    [alone, controller, show],
  );
  return { newConversation, newConversationIn, onAction, onSearch };
}
