import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { maxAttachments } from '../../../../shared/model/attachments.ts';
import type { AttachmentPart, Id } from '../../../../shared/model/conversation.ts';
import { isTyping } from '../../../ui/focus-free.ts';
import { longText, noDraft, type Beside, type Draft, type Drafts } from './drafts.ts';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import { useLongText } from './use-long-text.ts';

/**
 * The draft of the current conversation: typed text in the DOM, long pastes and attachments as
 * chips.
 */
export interface DraftBox {
  readonly pasted: readonly string[];
  readonly attachments: readonly AttachmentPart[];
  readonly read: () => Draft;
  readonly clear: () => void;
  /** Restores a message that could not be sent, in front of anything written since. */
  readonly giveBack: (conversationId: Id | null, draft: Draft) => void;
  readonly onInput: () => void;
  /** Keeps a long text beside the box. */
  readonly addPasted: (text: string) => void;
  readonly removePasted: (index: number) => void;
  /**
   * Adds attachments to the draft of a conversation, current or not. Returns how many exceeded the
   * limit.
   */
  readonly attach: (conversationId: Id | null, parts: readonly AttachmentPart[]) => number;
  readonly removeAttachment: (index: number) => void;
  /** Changes the encoding of a text attachment. */
  readonly setEncoding: (index: number, encoding: string) => void;
}

/**
 * A growing text box lays out its whole text to find its height, so it stops growing when the text
 * is long.
 */
function markLength(element: HTMLTextAreaElement): void {
  const isLong = String(element.value.length > longText);
  if (element.dataset['long'] !== isLong) element.dataset['long'] = isLong;
  markFull(element, isLong === 'true');
}

/**
 * For typewriter scrolling: a full box gets room below its text, so that its last line can stand in
 * the middle, too. Only with that setting is the text measured at each key.
 */
function markFull(element: HTMLTextAreaElement, isLong: boolean): void {
  if (!document.documentElement.hasAttribute('data-typewriter')) return;
  const wasFull = element.dataset['full'] === 'true';
  const room = wasFull ? Number.parseFloat(getComputedStyle(element).paddingBlockEnd) : 0;
  const isFull = isLong || element.scrollHeight - room > element.clientHeight + 1;
  if (isFull === wasFull) return;
  element.dataset['full'] = String(isFull);
  const isAtEnd = element.selectionStart === element.textLength;
  if (isFull && isAtEnd) element.scrollTop = element.scrollHeight;
}

function writeText(element: HTMLTextAreaElement | null, text: string): void {
  // Writing the same text would move the caret.
  if (element === null || element.value === text) return;
  element.value = text;
  markLength(element);
}

/**
 * The parts of a draft beside its text, after a change. If they are empty, as mostly, the same object is
 * returned, which saves a second render on each switch of conversations.
 */
function changed(before: Beside, next: Partial<Beside>): Beside {
  const { pasted, attachments } = { ...before, ...next };
  const isSame = pasted === before.pasted && attachments === before.attachments;
  return isSame ? before : { pasted, attachments };
}

/** Sends main the last letters when the page goes, such as before a quit. */
function useFlushAtEnd(drafts: Drafts): void {
  useEffect(() => {
    const flush = (): void => drafts.flush();
    window.addEventListener('pagehide', flush);
    return () => window.removeEventListener('pagehide', flush);
  }, [drafts]);
}

/** Shows one draft per conversation, so that nothing is lost on switching or restarting. */
export function useDraft(
  drafts: Drafts,
  area: RefObject<HTMLTextAreaElement | null>,
  conversationId: Id | null,
  page: PageParts,
  turns: Turns,
): DraftBox {
  const [beside, setBeside] = useState<Beside>(noDraft);
  /** The value of `beside` at the next render, for handlers that cannot wait for it. */
  const held = useRef<Beside>(noDraft);
  const shown = useRef<Id | null | undefined>(undefined);
  /** The conversation created by sending from here, while it is on show. */
  const carried = useRef<Id | null>(null);

  const read = useCallback(
    (): Draft => ({
      text: area.current?.value ?? '',
      pasted: held.current.pasted,
      attachments: held.current.attachments,
    }),
    [area],
  );
  const hold = useCallback((next: Partial<Beside>): void => {
    held.current = changed(held.current, next);
    setBeside(held.current);
  }, []);
  const write = useCallback(
    (draft: Draft): void => {
      writeText(area.current, draft.text);
      hold({ pasted: draft.pasted, attachments: draft.attachments });
    },
    [area, hold],
  );
  const keep = useCallback(
    (): void => drafts.keep(conversationId, read()),
    [drafts, conversationId, read],
  );

  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    page.setComposer(element);
    const isFirst = shown.current === undefined;
    const isCreated = shown.current === null && turns.createdBySending() === conversationId;
    carried.current = isCreated && conversationId !== null ? conversationId : null;
    shown.current = conversationId;
    // Text typed while the first message is being sent stays in the box and moves to the new
    // conversation.
    if (carried.current === null) write(drafts.of(conversationId));
    else drafts.keep(null, noDraft);
    if ((isFirst || conversationId === null) && !isTyping()) element.focus();
    return () => {
      drafts.keep(conversationId, { ...held.current, text: element.value });
      page.setComposer(null);
    };
  }, [area, drafts, conversationId, page, turns, write]);

  // Another window of this conversation may change the draft, and so may a link.
  useLayoutEffect(
    () => drafts.onTaken((id) => id === conversationId && write(drafts.of(conversationId))),
    [drafts, conversationId, write],
  );

  useFlushAtEnd(drafts);

  const addPasted = useCallback(
    (text: string): void => {
      hold({ pasted: [...held.current.pasted, text] });
      keep();
    },
    [hold, keep],
  );
  useLongText(area, addPasted);

  const isHere = (from: Id | null): boolean =>
    shown.current === from || carried.current === shown.current;

  return {
    pasted: beside.pasted,
    attachments: beside.attachments,
    read,
    clear() {
      write(noDraft);
      keep();
    },
    giveBack(from, draft) {
      if (!isHere(from)) {
        drafts.keep(from, draft);
        return;
      }
      const now = read();
      write({
        text: now.text === '' ? draft.text : `${draft.text}\n${now.text}`,
        pasted: [...draft.pasted, ...now.pasted],
        attachments: [...draft.attachments, ...now.attachments].slice(0, maxAttachments),
      });
      drafts.keep(shown.current ?? null, read());
    },
    onInput() {
      if (area.current !== null) markLength(area.current);
      keep();
    },
    addPasted,
    removePasted(index) {
      hold({ pasted: held.current.pasted.filter((_, at) => at !== index) });
      drafts.remove(conversationId, read());
    },
    attach(from, parts) {
      const before = isHere(from) ? held.current.attachments : drafts.of(from).attachments;
      const attachments = [...before, ...parts].slice(0, maxAttachments);
      if (isHere(from)) {
        hold({ attachments });
        drafts.keep(shown.current ?? null, read());
      } else {
        drafts.keep(from, { ...drafts.of(from), attachments });
      }
      return before.length + parts.length - attachments.length;
    },
    setEncoding(index, encoding) {
      hold({
        attachments: held.current.attachments.map((part, at) =>
          at === index && part.kind === 'file' ? { ...part, encoding } : part,
        ),
      });
      keep();
    },
    removeAttachment(index) {
      hold({ attachments: held.current.attachments.filter((_, at) => at !== index) });
      drafts.remove(conversationId, read());
    },
  };
}
