import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useController } from '../../../client/use-app.ts';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import { choiceOf } from '../tool-choice/choice-of.ts';
import { createEarlyEnter } from './early-enter.ts';
import { watchSelection } from './selection.ts';
import type { PopupSession } from './session.ts';
import { isTypedMark, triggerAt, type TriggerMark } from './trigger.ts';

/** The list of suggestions of one message box. */
export interface Popup {
  /** null if the list is closed. */
  readonly session: PopupSession | null;
  /** Notes what a typed mark replaces. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Sends, unless a list is still being loaded: then once it is there, if nothing in it matches. */
  readonly onEnter: (send: () => void) => void;
  /** Opens the list once a mark is typed. */
  readonly onInput: (event: InputEvent) => void;
  /** Opens the list with the resources of one server. */
  readonly openServer: (serverId: string) => void;
  readonly close: () => void;
}

/** What is chosen before the list opens. */
interface Preset {
  readonly onlyServer?: string | null;
  readonly promptId?: string | null;
}

/** Opens and closes the list. The list itself is loaded when it is first opened. */
export function usePopup(
  area: RefObject<HTMLTextAreaElement | null>,
  conversationId: Id | null,
  turns: Turns,
  page: PageParts,
): Popup {
  const controller = useController();
  const [session, setSession] = useState<PopupSession | null>(null);
  const count = useRef(0);
  /** The selected text that the last mark has replaced. */
  const replaced = useRef('');
  useEffect(() => watchSelection(), []);

  const open = ({ onlyServer = null, promptId = null }: Preset = {}): void => {
    const element = area.current;
    const typedOver = replaced.current;
    replaced.current = '';
    const found = element === null ? null : triggerAt(element.value, element.selectionStart);
    if (found === null || found.query !== '') return;
    const { on } = choiceOf(controller, turns, conversationId);
    count.current += 1;
    const { mark, start } = found;
    const at = { number: count.current, conversationId, mark, start };
    setSession({ ...at, on, onlyServer, promptId, typedOver, earlyEnter: createEarlyEnter() });
  };

  /** Types a mark for the person, as a word of its own. Returns false without a message box. */
  const typeMark = (mark: TriggerMark): boolean => {
    const element = area.current;
    if (element === null) return false;
    element.focus();
    const { value, selectionStart, selectionEnd } = element;
    const isWordStart = /^$|\s$/u.test(value.slice(0, selectionStart));
    const isWordEnd = /^$|^\s/u.test(value.slice(selectionEnd));
    const typed = `${isWordStart ? '' : ' '}${mark}${isWordEnd ? '' : ' '}`;
    document.execCommand('insertText', false, typed);
    if (!isWordEnd)
      element.setSelectionRange(element.selectionStart - 1, element.selectionStart - 1);
    return true;
  };

  const openPrompt = useEffectEvent((promptId: string): void => {
    if (typeMark('/')) open({ promptId });
  });
  useEffect(() => {
    page.setOpenPrompt((promptId) => openPrompt(promptId));
    return () => page.setOpenPrompt(null);
  }, [page]);

  // A list of one conversation is not shown in the next.
  const shown = session?.conversationId === conversationId ? session : null;
  return {
    session: shown,
    onKeyDown({ key }) {
      const element = area.current;
      if ((key !== '/' && key !== '@') || element === null) return;
      replaced.current = element.value.slice(element.selectionStart, element.selectionEnd);
    },
    onEnter(send) {
      const element = area.current;
      const found = element === null ? null : triggerAt(element.value, element.selectionStart);
      const isOpen = shown !== null && found?.start === shown.start;
      if (!isOpen || !shown.earlyEnter.hold(send)) send();
    },
    onInput(event) {
      shown?.earlyEnter.release();
      if (isTypedMark(event)) open();
    },
    openServer(serverId) {
      if (typeMark('@')) open({ onlyServer: serverId });
    },
    close: () => setSession(null),
  };
}
